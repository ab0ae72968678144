/** Part of a text, and whether it is what was searched for. */
export interface Piece {
  text: string;
  isMatch: boolean;
}

const WORD_SIGN = /^[\p{L}\p{N}]$/u;

/** Tells apart what was searched for, as the search does: full width, half width and capitals are alike. */
export function markMatches(text: string, search: string): Piece[] {
  const phrases = phrasesOf(search);
  const signs = Array.from(text);
  const plain = signs.map(plainSign);
  const pieces: Piece[] = [];
  for (let index = 0; index < signs.length;) {
    const length = longestAt(plain, index, phrases);
    add(pieces, signs.slice(index, index + Math.max(length, 1)).join(''), length > 0);
    index += Math.max(length, 1);
  }
  return pieces;
}

/** Runs of letters, digits and Chinese signs; whatever else is typed only parts them. */
function phrasesOf(search: string): string[][] {
  const phrases: string[][] = [[]];
  for (const sign of Array.from(search, plainSign)) {
    if (WORD_SIGN.test(sign)) phrases.at(-1)?.push(sign);
    else phrases.push([]);
  }
  return phrases.filter((phrase) => phrase.length > 0);
}

function plainSign(sign: string): string {
  return Array.from(sign.normalize('NFKC').toLowerCase())[0] ?? sign;
}

function longestAt(plain: readonly string[], start: number, phrases: readonly string[][]): number {
  return phrases
    .filter((phrase) => phrase.every((sign, offset) => plain[start + offset] === sign))
    .reduce((longest, { length }) => Math.max(longest, length), 0);
}

function add(pieces: Piece[], text: string, isMatch: boolean): void {
  const last = pieces.at(-1);
  if (last?.isMatch === isMatch && !isMatch) last.text += text;
  else pieces.push({ text, isMatch });
}
