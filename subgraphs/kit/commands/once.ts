import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, codedError } from '../errors.ts';

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

interface Command {
  actor: Actor;
  key: string | null | undefined;
  /** What the command was asked, to tell a retry from a key used twice. */
  request: unknown;
  /** Throws where the actor may not be told any more what the first one has made. */
  checkRecall?: () => Promise<void>;
}

const KEY = /^\P{Cc}{1,200}$/u;

/**
 * Runs a command at most once per actor and key, inside the caller's transaction; a retry gets the
 * first result. Without a key it simply runs.
 * @param run does the work and returns the id of what it made
 * @throws BAD_USER_INPUT for a key that is none · IDEMPOTENCY_KEY_REUSED where it came before with another request
 */
export async function once(
  em: EntityManager,
  command: Command,
  run: () => Promise<string>,
): Promise<string> {
  const { actor, key, request, checkRecall } = command;
  if (!key) return run();
  checkKey(key);
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const claimed: unknown[] = await em.execute(
    `insert into command_receipt (actor_id, key, request_hash) values (?, ?, ?)
     on conflict do nothing returning key`,
    [actor.id, key, hash],
  );
  if (claimed.length === 0) {
    const made = await recall(em, actor, key, hash);
    await checkRecall?.();
    return made;
  }
  const result = await run();
  await em.execute('update command_receipt set result = ? where actor_id = ? and key = ?', [
    result,
    actor.id,
    key,
  ]);
  return result;
}

/** Another one PostgreSQL could not keep. */
function checkKey(key: string): void {
  if (!KEY.test(key))
    throw badUserInput(
      'idempotencyKey',
      'up to 200 characters without control characters',
      'another one',
    );
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
