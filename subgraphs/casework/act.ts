import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../schema/contract/actor.ts';
import { once } from '../kit/commands/once.ts';
import { unauthenticated } from '../kit/errors.ts';

/** Who does what: the arguments of a mutation as they came. */
export interface ActRequest {
  actor: Actor;
  /** Mutation and arguments, to tell a retry from a key used twice. */
  request: { act: string } & Record<string, unknown>;
  idempotencyKey: string | null | undefined;
}

/**
 * Runs one act: all it writes, its event included, in one transaction, and once per idempotency key.
 * @param work returns the id of what it made or changed
 * @param checkRetry refuses a retry whose answer the actor may not have any more
 * @throws UNAUTHENTICATED where nobody is signed in
 */
export async function perform(
  orm: MikroORM,
  { actor, request, idempotencyKey }: ActRequest,
  work: (em: EntityManager) => Promise<string>,
  checkRetry: (em: EntityManager) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const command = { actor, key: idempotencyKey, request };
  return orm.em.fork().transactional((em) =>
    once(
      em,
      command,
      () => work(em),
      () => checkRetry(em),
    ),
  );
}
