import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';
import { SEAL_MARK, type Vault } from '../secrecy/vault.ts';
import { placeOf, REMEMBERED_PLACE } from './sealed-petition.ts';

interface ResealDeps {
  orm: MikroORM;
  vault: Vault;
  log: Logger;
  /** Of the mailbox's own, besides those all mailboxes have. */
  tables: readonly SealedTable[];
}

/** A table with a column `sealed`, whose texts are bound to a key column. */
export interface SealedTable {
  table: string;
  key: string;
  placeOf: (key: string) => string;
}

const LETTERS: SealedTable = { table: 'petition', key: 'id', placeOf };

/** @returns where the next batch begins; null after the last */
type ResealBatch = (em: EntityManager, vault: Vault, after: string) => Promise<string | null>;

const BATCH = 200;

/**
 * Seals with the current key whatever is not yet, in the background of a process that has just
 * started: after a new key came, or where letters are older than any key. Disposing stops it; the
 * next start goes on.
 */
export function startResealing(deps: ResealDeps): AsyncDisposable {
  const stop = new AbortController();
  const running = resealAll(deps, stop.signal).catch((error: unknown) =>
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
  { orm, vault, log, tables }: ResealDeps,
  signal: AbortSignal,
): Promise<void> {
  for (const resealBatch of [...[LETTERS, ...tables].map(resealTable), resealReceipts]) {
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

/** What receipts of other commands hold is no secret and stays as it is. */
const resealReceipts: ResealBatch = async (em, vault) => {
  const rows = await em.execute<{ id: string; result: string }[]>(
    `select ctid::text as id, result from command_receipt
     where starts_with(result, ?) and not starts_with(result, ?)
     limit ? for update skip locked`,
    [SEAL_MARK, vault.currentPrefix, BATCH],
  );
  for (const { id, result } of rows) {
    const anew = vault.seal(vault.open(result, REMEMBERED_PLACE), REMEMBERED_PLACE);
    await em.execute('update command_receipt set result = ? where ctid = ?::tid', [anew, id]);
  }
  return rows.at(-1)?.id ?? null;
};
