import type { PublishedPart } from '../generated/resolver-types.ts';
import { plainSigns, searchPhrases } from './search-text.rules.ts';

/** Part of a text, with what was searched for told apart. */
export interface Excerpt {
  part: PublishedPart;
  /** `start` counts signs from the begin of the part. */
  pieces: { text: string; start: number; isMatch: boolean }[];
}

interface Span {
  from: number;
  to: number;
}

/** Signs before the first match, and in all, of a long text. */
const LEAD_SIGNS = 20;
const EXCERPT_SIGNS = 120;

/** What of each part was found, in the order of the parts; a part without a match is left out. */
export function excerptsOf(
  typed: string,
  parts: readonly { part: PublishedPart; text: string }[],
): Excerpt[] {
  const phrases = searchPhrases(typed);
  return parts.flatMap(({ part, text }) => {
    const signs = Array.from(text);
    const spans = spansOf(plainSigns(text), phrases);
    const [first] = spans;
    return first ? [{ part, pieces: piecesOf(signs, spans, first) }] : [];
  });
}

/** Where the phrases stand, in order, without overlap. */
function spansOf(plain: readonly string[], phrases: readonly string[][]): Span[] {
  const spans: Span[] = [];
  let index = 0;
  while (index < plain.length) {
    const longest = phrases
      .filter((phrase) => phrase.every((sign, at) => plain[index + at] === sign))
      .reduce((most, { length }) => Math.max(most, length), 0);
    if (longest > 0) spans.push({ from: index, to: index + longest });
    index += Math.max(longest, 1);
  }
  return spans;
}

function piecesOf(signs: readonly string[], spans: readonly Span[], first: Span) {
  const isShort = signs.length <= EXCERPT_SIGNS;
  const start = isShort ? 0 : Math.max(first.from - LEAD_SIGNS, 0);
  const end = isShort ? signs.length : Math.max(start + EXCERPT_SIGNS, first.to);
  const pieces: Excerpt['pieces'] = [];
  const add = (from: number, to: number, isMatch: boolean): void => {
    if (from < to) pieces.push({ text: signs.slice(from, to).join(''), start: from, isMatch });
  };
  let done = start;
  for (const { from, to } of spans) {
    if (to > end) break;
    add(done, from, false);
    add(from, to, true);
    done = to;
  }
  add(done, Math.min(end, signs.length), false);
  return pieces;
}
