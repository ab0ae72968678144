import { badUserInput } from '../../kit/errors.ts';

/** Longest instruction, guidance or feedback, in characters as a reader counts them. */
export const NOTE_MAX_CHARS = 5_000;
/** Real replies quote regulations at length. */
export const REPLY_MAX_CHARS = 20_000;

/**
 * The text without space around it.
 * @throws BAD_USER_INPUT naming the argument where it is empty or too long
 */
export function checkText(argument: string, text: string, maxChars: number): string {
  const trimmed = text.trim();
  const length = Array.from(trimmed).length;
  const expected = `1 to ${maxChars} characters`;
  if (length < 1 || length > maxChars) throw badUserInput(argument, expected, `${length}`);
  // PostgreSQL cannot store it, and no honest text has it.
  if (trimmed.includes('\u0000')) throw badUserInput(argument, 'text', 'a NUL character');
  return trimmed;
}

/** As `checkText`; a text that was not given stays null. */
export function checkOptionalText(
  argument: string,
  text: string | null | undefined,
  maxChars: number,
): string | null {
  return text === null || text === undefined ? null : checkText(argument, text, maxChars);
}
