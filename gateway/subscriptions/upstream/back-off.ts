const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** Doubles from 100 ms to 5 s, each spread over half of itself so that a crowd does not return at once. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random();
}
