import type { ModerationGround, WordLists } from '../../profile/word-lists.ts';

/** Between the signs of a word nothing counts: blanks, punctuation, signs of no width. */
const BETWEEN = /[\s\p{P}\p{S}\p{Cf}\p{M}]+/gu;

/**
 * The first ground of which a text has a word. It only suggests: a person decides (R12), so that a
 * letter that complains of what the words name is read and released.
 */
export function suggestGround(lists: WordLists, text: string): ModerationGround | null {
  const plain = plainOf(text);
  const grounds = Object.keys(lists) as ModerationGround[];
  return (
    grounds.find((ground) => lists[ground].some((word) => plain.includes(plainOf(word)))) ?? null
  );
}

/** As it is compared: full-width, half-width and capital letters are alike. */
function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(BETWEEN, '');
}
