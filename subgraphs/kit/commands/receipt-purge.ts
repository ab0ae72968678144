import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';
import type { Clock } from '../time/clock.ts';

/** A retry after this long counts as a new request; and what a receipt holds is not kept for ever. */
const KEEP_MS = 30 * 24 * 3_600_000;
const PURGE_EVERY_MS = 3_600_000;

/** Forgets the receipts of idempotency keys (see once.ts) that nobody will come back for. */
export function createReceiptPurge(deps: {
  orm: MikroORM;
  clock: Clock;
  log: Logger;
}): AsyncDisposable {
  let purging = Promise.resolve();
  const purge = (): void => {
    purging = purgeReceipts(deps.orm, new Date(deps.clock.now().getTime() - KEEP_MS)).catch(
      (error: unknown) => deps.log.error({ err: error }, 'old receipts could not be purged'),
    );
  };
  const timer = setInterval(purge, PURGE_EVERY_MS);
  purge();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await purging;
    },
  };
}

async function purgeReceipts(orm: MikroORM, before: Date): Promise<void> {
  await orm.em.fork().execute('delete from command_receipt where created_at < ?', [before]);
}
