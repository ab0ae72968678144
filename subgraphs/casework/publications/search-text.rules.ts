/** Weight of each part in the order of what is found: title before question before answer. */
export type SearchWeight = 'A' | 'B' | 'C';

interface Token {
  /** In lower case; two Chinese signs, or one at the end of a run, or a word of letters and digits. */
  text: string;
  position: number;
}

interface Run {
  isHan: boolean;
  signs: string[];
}

const HAN = /^\p{Script=Han}$/u;
const WORD_SIGN = /^[\p{L}\p{N}]$/u;
const WORD_MAX_SIGNS = 64;
/** Between two parts, so that no phrase is found across them. */
const GAP = 2;
const QUERY_MAX_SIGNS = 60;

/** Sign for sign as it is compared: full width, half width and capitals are alike. */
export function plainSigns(text: string): string[] {
  return Array.from(text, (sign) => Array.from(sign.normalize('NFKC').toLowerCase())[0] ?? sign);
}

/**
 * PostgreSQL's text search knows no words of Chinese; what is indexed are pairs of neighbouring
 * signs with their places, as a text that casts to tsvector. A phrase is then found exactly, a
 * single sign as the begin of a pair.
 * @param parts at most 16,000 signs together, the highest place that tsvector keeps
 */
export function toSearchVector(parts: readonly { text: string; weight: SearchWeight }[]): string {
  let start = 1;
  return parts
    .flatMap(({ text, weight }) => {
      const { tokens, end } = tokensOf(text, start);
      start = end + GAP;
      return tokens.map((token) => `'${token.text}':${token.position}${weight}`);
    })
    .join(' ');
}

/**
 * What was typed, as a text that casts to tsquery: all of it must be found, each run of signs
 * without a blank or a punctuation mark as a phrase.
 * @returns null where there is nothing to search for
 */
export function toSearchQuery(typed: string): string | null {
  const phrases = phrasesOf(typed).map((runs) => phraseQuery(runs));
  return phrases.length === 0 ? null : phrases.join(' & ');
}

/** The runs of signs that were typed, as they are compared. */
export function searchPhrases(typed: string): string[][] {
  return phrasesOf(typed).map((runs) => runs.flatMap(({ signs }) => signs));
}

function phrasesOf(typed: string): Run[][] {
  const signs = plainSigns(typed).slice(0, QUERY_MAX_SIGNS);
  return runsOf(signs).filter((runs) => runs.length > 0);
}

/** Neighbouring runs, Chinese and other, split at whatever is neither letter nor digit. */
function runsOf(signs: readonly string[]): Run[][] {
  const groups: Run[][] = [[]];
  for (const sign of signs) {
    const group = groups.at(-1) ?? [];
    if (!WORD_SIGN.test(sign)) {
      groups.push([]);
      continue;
    }
    const isHan = HAN.test(sign);
    const run = group.at(-1);
    if (run?.isHan === isHan) run.signs.push(sign);
    else group.push({ isHan, signs: [sign] });
  }
  return groups;
}

function tokensOf(text: string, start: number): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let position = start;
  for (const group of runsOf(plainSigns(text))) {
    for (const run of group) {
      tokens.push(...tokensOfRun(run, position));
      position += lengthOf(run);
    }
    position += 1;
  }
  return { tokens, end: position };
}

function tokensOfRun({ isHan, signs }: Run, position: number): Token[] {
  if (!isHan) return [{ text: signs.slice(0, WORD_MAX_SIGNS).join(''), position }];
  return signs.map((sign, index) => ({
    text: sign + (signs[index + 1] ?? ''),
    position: position + index,
  }));
}

/** Places that a run takes: a word has one. */
function lengthOf({ isHan, signs }: Run): number {
  return isHan ? signs.length : 1;
}

/** Each token at its distance from the one before; the last sign of a run is within the last pair. */
function phraseQuery(runs: readonly Run[]): string {
  let position = 0;
  let last: number | null = null;
  let query = '';
  for (const [index, run] of runs.entries()) {
    for (const token of queryTokens(run, position, index === runs.length - 1)) {
      if (last !== null) query += ` <${token.position - last}> `;
      query += token.text;
      last = token.position;
    }
    position += lengthOf(run);
  }
  return `(${query})`;
}

function queryTokens(run: Run, position: number, isLast: boolean): Token[] {
  const tokens = tokensOfRun(run, position);
  if (!run.isHan)
    return tokens.map((token) => ({ ...token, text: `'${token.text}'${isLast ? ':*' : ''}` }));
  const pairs = tokens.filter(({ text }) => Array.from(text).length === 2);
  if (pairs.length > 0) return pairs.map((token) => ({ ...token, text: `'${token.text}'` }));
  return tokens.map((token) => ({ ...token, text: `'${token.text}':*` }));
}
