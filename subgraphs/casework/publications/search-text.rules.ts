/** Weight of each part in the order of what is found: title before question before answer. */
export type SearchWeight = 'A' | 'B' | 'C';

interface Token {
  /** In lower case; two Chinese signs, or one at the end of a run, or a word of letters and digits. */
  text: string;
  position: number;
}

/** How well something fits: 2 where all of it is found in the title, 1 where it is found anywhere. */
export type Fit = (typeof FITS)[number];
export const FITS = [2, 1] as const;

/** What is searched for, as texts that cast to tsquery. */
export interface SearchQuery {
  /** Of the terms that are indexed. */
  terms: Record<Fit, string>;
  /** Of the vector with its places, where the terms alone do not tell; null where they do. */
  phrases: Record<Fit, string> | null;
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
 * What was typed: all of it must be found, each run of signs without a blank or a punctuation mark
 * as a phrase. What fits better is not among what fits less.
 * @returns null where there is nothing to search for
 */
export function toSearchQuery(typed: string): SearchQuery | null {
  const phrases = phrasesOf(typed);
  if (phrases.length === 0) return null;
  const isExact = phrases.every((runs) => termsOfPhrase(runs, '').length === 1);
  const terms = (mark: string) => phrases.flatMap((runs) => termsOfPhrase(runs, mark)).join(' & ');
  const places = (weight: string) => phrases.map((runs) => phraseQuery(runs, weight)).join(' & ');
  return isExact
    ? { terms: apart(terms(IN_TITLE), terms('')), phrases: null }
    : {
        terms: { 2: terms(IN_TITLE), 1: terms('') },
        phrases: apart(places('A'), places('')),
      };
}

/** As search_terms() of the database marks what is in the title. */
const IN_TITLE = 'T';

function apart(title: string, anywhere: string): Record<Fit, string> {
  return { 2: title, 1: `${anywhere} & !(${title})` };
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

/** The index has pairs, words and single signs, without their places. */
function termsOfPhrase(runs: readonly Run[], mark: string): string[] {
  return runs.flatMap((run, index) =>
    queryTokens(run, 0).map(({ text }) => {
      const mayGoOn = !run.isHan && index === runs.length - 1;
      return `'${mark}${text}'${mayGoOn ? ':*' : ''}`;
    }),
  );
}

/** Each token at its distance from the one before; the last sign of a run is within the last pair. */
function phraseQuery(runs: readonly Run[], weight: string): string {
  let position = 0;
  let last: number | null = null;
  let query = '';
  for (const [index, run] of runs.entries()) {
    for (const token of queryTokens(run, position)) {
      if (last !== null) query += ` <${token.position - last}> `;
      const flags = `${isBegin(run, index === runs.length - 1) ? '*' : ''}${weight}`;
      query += `'${token.text}'${flags && `:${flags}`}`;
      last = token.position;
    }
    position += lengthOf(run);
  }
  return `(${query})`;
}

/** A single sign stands in the vector as the begin of a pair; of a word at the end more may follow. */
function isBegin({ isHan, signs }: Run, isLast: boolean): boolean {
  return isHan ? signs.length === 1 : isLast;
}

function queryTokens(run: Run, position: number): Token[] {
  const tokens = tokensOfRun(run, position);
  return run.isHan && tokens.length > 1 ? tokens.slice(0, -1) : tokens;
}
