import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until the answer is there; the test's own time limit ends a vain wait. */
export async function eventually<Answer>(
  ask: () => Promise<Answer | null | undefined | false>,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await delay(50);
  }
}
