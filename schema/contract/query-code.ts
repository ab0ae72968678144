/** 32 letters and digits that nobody mistakes for one another: no 0, O, 1, I. */
export const QUERY_CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Fourteen at random, 70 bits, and one that follows from them. */
const LENGTH = 15;

/** Codes given out before there was a check symbol; all sixteen are random. */
const FORMER_LENGTH = 16;

const SYMBOL_BITS = 5;

/** x^5 + x^2 + 1, whose root generates all of GF(32): every place of a code weighs differently. */
const FIELD_POLYNOMIAL = 0b100101;

/**
 * A query code (R16) as it is hashed, however somebody typed it: its letters and digits in upper case.
 * @returns null where it cannot be one: one wrong character, or two that changed places, always show.
 *   It says nothing about whether there is such a code
 */
export function readQueryCode(typed: string): string | null {
  const symbols = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{P}]/gu, '');
  const values = Array.from(symbols, (symbol) => QUERY_CODE_ALPHABET.indexOf(symbol));
  if (values.includes(-1)) return null;
  if (values.length === FORMER_LENGTH) return symbols;
  return values.length === LENGTH && remainderOf(values) === 0 ? symbols : null;
}

/**
 * The code that begins with these symbols, in groups of five as it is told to people.
 * @param random fourteen values from 0 to 31
 * @throws RangeError for any other number of values
 */
export function toQueryCode(random: readonly number[]): string {
  if (random.length !== LENGTH - 1)
    throw new RangeError(`expected ${LENGTH - 1} values, got ${random.length}`);
  const values = [...random, remainderOf([...random, 0])];
  const symbols = values.map((value) => QUERY_CODE_ALPHABET.charAt(value)).join('');
  return symbols.replaceAll(/(.{5})(?=.)/g, '$1-');
}

/** The values as coefficients of a polynomial over GF(32), taken at the root of the field's own. */
function remainderOf(values: readonly number[]): number {
  return values.reduce((sum, value) => timesRoot(sum) ^ value, 0);
}

function timesRoot(value: number): number {
  const doubled = value << 1;
  return doubled >> SYMBOL_BITS ? doubled ^ FIELD_POLYNOMIAL : doubled;
}
