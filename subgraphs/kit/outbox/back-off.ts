/** The longest pause between two attempts; that of a refusal. */
export const LONGEST_BACK_OFF_MS = 30_000;

const USUAL = { firstMs: 200, longestMs: LONGEST_BACK_OFF_MS };

/**
 * Pause after a failed attempt: 0.2 s unless told otherwise, doubling up to 30 s, of which at least
 * half is waited.
 * @param attempts how often it was tried, from 1
 * @param jitter 0 to 1, so that many messages do not come back in the same instant
 */
export function backOffMs(
  attempts: number,
  jitter: number,
  { firstMs, longestMs } = USUAL,
): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full * (0.5 + jitter / 2));
}
