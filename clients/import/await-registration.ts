import { setTimeout as delay } from 'node:timers/promises';
import type { CityApi } from './city-api.ts';

const POLL_MS = 500;
/** Without any new case for this long, casework is taken to be away. */
const PATIENCE_MS = 30_000;

/**
 * Waits until casework has registered what the mailboxes took.
 * @param expected number of cases to wait for
 * @returns how many are still on their way; the mailboxes go on delivering them
 */
export async function awaitRegistration(
  api: Pick<CityApi, 'countCases'>,
  expected: number,
  onProgress: (registered: number) => void,
): Promise<number> {
  let count = await api.countCases();
  let lastChangeMs = performance.now();
  while (count < expected && performance.now() - lastChangeMs < PATIENCE_MS) {
    onProgress(count);
    await delay(POLL_MS);
    const next = await api.countCases();
    if (next !== count) lastChangeMs = performance.now();
    count = next;
  }
  onProgress(count);
  return Math.max(0, expected - count);
}
