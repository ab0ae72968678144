import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';
import type { Vault } from './vault.ts';

interface ResealDeps {
  orm: MikroORM;
  vault: Vault;
  log: Logger;
}

/** A table with a column `sealed`, whose texts are bound to a key column. */
export interface SealedTable {
  table: string;
  key: string;
  placeOf: (key: string) => string;
}

/** Seals some of what is not sealed with the current key. @returns where the next begins; null after the last */
export type ResealBatch = (
  em: EntityManager,
  vault: Vault,
  after: string,
) => Promise<string | null>;

const BATCH = 200;

/**
 * Seals with the current key whatever is not yet, in the background of a process that has just
 * started: after a new key came, or where texts are older than any key. Disposing stops it; the
 * next start goes on.
 * @param more what is sealed elsewhere than in such tables
 */
export function startResealing(
  deps: ResealDeps,
  tables: readonly SealedTable[],
  ...more: readonly ResealBatch[]
): AsyncDisposable {
  const stop = new AbortController();
  const batches = [...tables.map(resealTable), ...more];
  const running = resealAll(deps, batches, stop.signal).catch((error: unknown) =>
    deps.log.error({ err: error }, 'what is older than the current key could not be sealed anew'),
  );
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

async function resealAll(
  { orm, vault, log }: ResealDeps,
  batches: readonly ResealBatch[],
  signal: AbortSignal,
): Promise<void> {
  for (const resealBatch of batches) {
    let after: string | null = '';
    while (after !== null && !signal.aborted) {
      const from: string = after;
      after = await orm.em.fork().transactional((em) => resealBatch(em, vault, from));
      if (after !== null) log.info('a batch was sealed with the current key');
    }
  }
}

/** Rows that another replica is sealing are left to it. */
function resealTable({ table, key, placeOf: placeIn }: SealedTable): ResealBatch {
  return async (em, vault, after) => {
    const rows = await em.execute<{ key: string; sealed: string }[]>(
      `select ${key} as key, sealed from ${table} where ${key} > ? and not starts_with(sealed, ?)
       order by ${key} limit ? for update skip locked`,
      [after, vault.currentPrefix, BATCH],
    );
    for (const row of rows) {
      const anew = vault.seal(vault.open(row.sealed, placeIn(row.key)), placeIn(row.key));
      await em.execute(`update ${table} set sealed = ? where ${key} = ?`, [anew, row.key]);
    }
    return rows.at(-1)?.key ?? null;
  };
}
