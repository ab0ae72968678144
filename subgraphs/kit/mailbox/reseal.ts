import type { EntitySchema } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';
import { SEAL_MARK, type Vault } from '../secrecy/vault.ts';
import type { StoredPetition } from './petition.entity.ts';
import { openPetition, REMEMBERED_PLACE, SEALED_COLUMNS, sealPetition } from './sealed-petition.ts';

interface ResealDeps {
  orm: MikroORM;
  entity: EntitySchema;
  vault: Vault;
  log: Logger;
}

const BATCH = 200;

/**
 * Seals with the current key whatever is not yet, in the background of a process that has just
 * started: after a new key came, or where letters are older than any key. Disposing stops it; the
 * next start goes on.
 */
export function startResealing(deps: ResealDeps): AsyncDisposable {
  const stop = new AbortController();
  const running = resealAll(deps, stop.signal).catch((error: unknown) =>
    deps.log.error({ err: error }, 'old letters could not be sealed with the current key'),
  );
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

async function resealAll(deps: ResealDeps, signal: AbortSignal): Promise<void> {
  for (const [what, resealBatch] of [
    ['letters', resealLetters],
    ['receipts', resealReceipts],
  ] as const) {
    let total = 0;
    let count = BATCH;
    while (count === BATCH && !signal.aborted) {
      count = await resealBatch(deps);
      total += count;
    }
    if (total > 0) deps.log.info({ what, total }, 'sealed with the current key');
  }
}

/** Rows that another replica is sealing are left to it. */
function resealLetters({ orm, entity, vault }: ResealDeps): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const ids = await em.execute<{ id: string }[]>(
      `select id from petition where not starts_with(content, ?)
       order by id limit ? for update skip locked`,
      [vault.currentPrefix, BATCH],
    );
    const where = { id: { $in: ids.map(({ id }) => id) } };
    const rows = (await em.find(entity, where, { disableIdentityMap: true })) as StoredPetition[];
    for (const row of rows) {
      const sealed = sealPetition(vault, openPetition(vault, { ...row }));
      const columns = [...SEALED_COLUMNS, 'jointSignatories'] as const;
      const changed = Object.fromEntries(columns.map((column) => [column, sealed[column]]));
      await em.nativeUpdate(entity, { id: row.id }, changed);
    }
    return rows.length;
  });
}

/** What receipts of other commands hold is no secret and stays as it is. */
function resealReceipts({ orm, vault }: ResealDeps): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const receipts = await em.execute<{ actor_id: string; key: string; result: string }[]>(
      `select actor_id, key, result from command_receipt
       where starts_with(result, ?) and not starts_with(result, ?)
       limit ? for update skip locked`,
      [SEAL_MARK, vault.currentPrefix, BATCH],
    );
    for (const { actor_id: actor, key, result } of receipts) {
      const sealed = vault.seal(vault.open(result, REMEMBERED_PLACE), REMEMBERED_PLACE);
      const statement = 'update command_receipt set result = ? where actor_id = ? and key = ?';
      await em.execute(statement, [sealed, actor, key]);
    }
    return receipts.length;
  });
}
