import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 200;
const LONGEST_MS = 30_000;

/** Waits after the n-th failure, from 1: 0.2 s, doubling up to 30 s, half of it by chance. */
export async function backOff(failures: number, signal: AbortSignal): Promise<void> {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  await sleep(full * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
}
