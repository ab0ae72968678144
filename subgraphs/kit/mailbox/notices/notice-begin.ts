import type { MikroORM } from '@mikro-orm/postgresql';
import type { CaseworkClient } from '../casework-client.ts';
import { askDueNotices, moveCursor, readCursor } from './due-notices.ts';

interface NoticeBeginDeps {
  orm: MikroORM;
  casework: CaseworkClient;
}

/**
 * Over once it is known from where on in casework's log petitioners are told. Asked before a letter
 * is registered: what casework logs of the first ones would lie before a begin that is set later.
 * @throws DeliveryError where casework cannot be asked
 */
export type BeginNotices = (signal: AbortSignal) => Promise<void>;

export function createNoticeBegin(deps: NoticeBeginDeps): BeginNotices {
  let begun: Promise<void> | null = null;
  return (signal) => {
    begun ??= begin(deps, signal).catch((error: unknown) => {
      begun = null;
      throw error;
    });
    return begun;
  };
}

async function begin({ orm, casework }: NoticeBeginDeps, signal: AbortSignal): Promise<void> {
  if ((await readCursor(orm)) !== null) return;
  const { cursor } = await askDueNotices(casework, null, signal);
  await moveCursor(orm.em.fork(), null, cursor);
}
