import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { append } from '../../kit/outbox/append.ts';
import type { Result } from './peer-contract.ts';

const TOPIC_PREFIX = 'peer.result:';

/** Each peer has a topic, so that each can have a relay of its own. */
export function resultTopic(peer: string): string {
  return TOPIC_PREFIX + peer;
}

/** Leaves results for their peers, in the caller's transaction. */
export function appendResults(
  em: EntityManager,
  results: readonly { peer: string; result: Result }[],
  now: Date,
): Promise<void> {
  const messages = results.map(({ peer, result }) => ({
    topic: resultTopic(peer),
    payload: result,
  }));
  return append(em, messages, now);
}

/** How many results wait, by peer; those with none are left out. */
export async function countWaiting(
  orm: MikroORM,
  peers: readonly string[],
): Promise<Map<string, number>> {
  const rows = await orm.em.fork().execute<{ topic: string; waiting: number }[]>(
    `select topic, count(*)::int as waiting from outbox
     where delivered_at is null and topic in (select json_array_elements_text(?::json))
     group by topic`,
    [JSON.stringify(peers.map(resultTopic))],
  );
  return new Map(rows.map(({ topic, waiting }) => [topic.slice(TOPIC_PREFIX.length), waiting]));
}
