import { setTimeout as after } from 'node:timers/promises';
import type { ConnectionStats } from '../../../gateway/subscriptions/delivery/connections.ts';
import type { TopicStats } from '../../../gateway/subscriptions/topics/topics.ts';

const LOOK_EVERY_MS = 5;
/** Only what hangs takes so long; a test's own time limit comes later and does not name it. */
const AT_MOST_MS = 120_000;

/** Looks again and again until it is so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + AT_MOST_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`never came: ${what}`);
    await after(LOOK_EVERY_MS);
  }
}

export interface LiveHealth {
  subscriptions: TopicStats;
  connections: ConnectionStats;
}

/** What is live on a gateway, as its health says. */
export async function liveOn(url: string): Promise<LiveHealth> {
  const response = await fetch(`${url}/health`);
  return (await response.json()) as LiveHealth;
}
