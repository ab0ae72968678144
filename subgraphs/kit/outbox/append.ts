import type { EntityManager } from '@mikro-orm/postgresql';

/** What a command leaves behind for the relay; the payload is JSON and read by the topic's deliverer. */
export interface NewMessage {
  topic: string;
  payload: object;
}

/**
 * Puts messages into the outbox within the caller's transaction: they are sent if, and only if, it
 * commits. Call the relay's `wake()` after the commit.
 * @param now when they are first due
 */
export async function append(
  em: EntityManager,
  messages: readonly NewMessage[],
  now: Date,
): Promise<void> {
  if (messages.length === 0) return;
  const values = messages.map(() => '(?, ?::jsonb, ?, ?)').join(', ');
  await em.execute(
    `insert into outbox (topic, payload, created_at, next_attempt_at) values ${values}`,
    messages.flatMap(({ topic, payload }) => [topic, JSON.stringify(payload), now, now]),
  );
}
