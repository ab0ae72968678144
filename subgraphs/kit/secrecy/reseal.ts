import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';
import { SEAL_MARK, type Vault } from './vault.ts';

interface ResealDeps {
  orm: MikroORM;
  vault: Vault;
  log: Logger;
  tables: readonly SealedTable[];
  /** Place of what is remembered sealed with an idempotency key; absent where none of it is. */
  receipts?: string;
  /** Begins each transaction, where what is sealed is kept from being changed otherwise. */
  prepare?: (em: EntityManager) => Promise<void>;
}

/** A column of sealed texts, by the primary key of its table. */
export interface SealedTable {
  table: string;
  /** `sealed` unless told otherwise; null where there is no text. */
  column?: string;
  key: string;
  placeOf: (key: string) => string;
}

/** Work in the background, see startResealing. */
interface Resealing extends AsyncDisposable {
  /** Settles when all is sealed, or what stands against it is logged. */
  done: Promise<void>;
}

/** @returns where the next batch begins; null after the last */
type ResealBatch = (em: EntityManager, vault: Vault, after: string) => Promise<string | null>;

const BATCH = 200;

/**
 * Seals with the current key whatever is not yet, in the background of a process that has just
 * started: after a new key came, or where texts are older than any key. Disposing stops it; the
 * next start goes on.
 */
export function startResealing(deps: ResealDeps): Resealing {
  const stop = new AbortController();
  const running = resealAll(deps, stop.signal).catch((error: unknown) =>
    deps.log.error({ err: error }, 'what is older than the current key could not be sealed anew'),
  );
  return {
    done: running,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

async function resealAll(
  { orm, vault, log, tables, receipts, prepare }: ResealDeps,
  signal: AbortSignal,
): Promise<void> {
  const ofReceipts = receipts === undefined ? [] : [resealReceipts(receipts)];
  for (const resealBatch of [...tables.map(resealTable), ...ofReceipts]) {
    let after: string | null = '';
    while (after !== null && !signal.aborted) {
      const from: string = after;
      after = await orm.em.fork().transactional(async (em) => {
        await prepare?.(em);
        return resealBatch(em, vault, from);
      });
      if (after !== null) log.info('a batch was sealed with the current key');
    }
  }
}

/** Rows that another replica is sealing are left to it. */
function resealTable({ table, column = 'sealed', key, placeOf }: SealedTable): ResealBatch {
  return async (em, vault, after) => {
    const rows = await em.execute<{ key: string; sealed: string }[]>(
      `select ${key} as key, ${column} as sealed from "${table}"
       where ${key} > ? and not starts_with(${column}, ?)
       order by ${key} limit ? for update skip locked`,
      [after, vault.currentPrefix, BATCH],
    );
    for (const row of rows) {
      const anew = vault.seal(vault.open(row.sealed, placeOf(row.key)), placeOf(row.key));
      await em.execute(`update "${table}" set ${column} = ? where ${key} = ?`, [anew, row.key]);
    }
    return rows.at(-1)?.key ?? null;
  };
}

/** What receipts of other commands hold is no secret and stays as it is. */
function resealReceipts(place: string): ResealBatch {
  return async (em, vault) => {
    const rows = await em.execute<{ id: string; result: string }[]>(
      `select ctid::text as id, result from command_receipt
       where starts_with(result, ?) and not starts_with(result, ?)
       limit ? for update skip locked`,
      [SEAL_MARK, vault.currentPrefix, BATCH],
    );
    for (const { id, result } of rows) {
      const anew = vault.seal(vault.open(result, place), place);
      await em.execute('update command_receipt set result = ? where ctid = ?::tid', [anew, id]);
    }
    return rows.at(-1)?.id ?? null;
  };
}
