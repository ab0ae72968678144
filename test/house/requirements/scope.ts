/** What the system must do after a letter is registered, by the numbers of the requirement catalogue. */
export const SCOPE: readonly string[] = [
  'R10',
  'R18–R35',
  'R37',
  'R41–R43',
  'R49',
  'R51–R72',
  'R77–R96',
].flatMap(numbersIn);

/** R numbers that a text names, ranges such as R18–R35 written out. */
export function numbersIn(text: string): string[] {
  return [...text.matchAll(/\bR(\d+)(?:[–-]R?(\d+))?\b/g)].flatMap(([, first, last]) => {
    const from = Number(first);
    const count = Number(last ?? first) - from + 1;
    return Array.from({ length: Math.max(count, 1) }, (_none, index) => `R${from + index}`);
  });
}
