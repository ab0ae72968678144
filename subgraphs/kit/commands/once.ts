import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError } from '../errors.ts';

/** Table that remembers what a command with an idempotency key made; part of a subgraph's first migration. */
export const commandReceiptTable = `
  create table command_receipt (
    actor_id text not null,
    key text not null,
    request_hash text not null,
    result text,
    created_at timestamptz not null default now(),
    primary key (actor_id, key)
  )`;

/**
 * Runs a command at most once per actor and key, inside the caller's transaction; a retry gets the
 * first result. Without a key it simply runs.
 * @param request what the command was asked, to tell a retry from a key used twice
 * @param run does the work and returns the id of what it made
 * @param checkRetry refuses a retry whose answer the actor may not have any more
 * @throws IDEMPOTENCY_KEY_REUSED where the key came before with another request
 */
export async function once(
  em: EntityManager,
  command: { actor: Actor; key: string | null | undefined; request: unknown },
  run: () => Promise<string>,
  checkRetry: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const { actor, key, request } = command;
  if (!key) return run();
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const claimed: unknown[] = await em.execute(
    `insert into command_receipt (actor_id, key, request_hash) values (?, ?, ?)
     on conflict do nothing returning key`,
    [actor.id, key, hash],
  );
  if (claimed.length === 0) {
    const known = await recall(em, actor, key, hash);
    await checkRetry();
    return known;
  }
  const result = await run();
  await em.execute('update command_receipt set result = ? where actor_id = ? and key = ?', [
    result,
    actor.id,
    key,
  ]);
  return result;
}

async function recall(em: EntityManager, actor: Actor, key: string, hash: string): Promise<string> {
  const [receipt] = await em.execute<{ request_hash: string; result: string }[]>(
    'select request_hash, result from command_receipt where actor_id = ? and key = ?',
    [actor.id, key],
  );
  if (receipt?.request_hash === hash) return receipt.result;
  throw codedError(
    'IDEMPOTENCY_KEY_REUSED',
    'idempotencyKey: expected a new key for a new request, but this key came with other content before.',
    { argument: 'idempotencyKey' },
  );
}
