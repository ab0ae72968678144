import type { MikroORM } from '@mikro-orm/postgresql';
import { DeliveryError } from '../../outbox/delivery-error.ts';
import type { OutgoingMessage } from '../../outbox/relay.ts';
import type { Logger } from '../../process/log.ts';
import type { Vault } from '../../secrecy/vault.ts';
import type { Clock } from '../../time/clock.ts';
import { noticePlace, type NoticeText } from './notice.ts';
import { findNotice, noteAttempt, settleAttempt, type HeldNotice } from './notice.store.ts';
import { appendReport } from './report-notice.ts';
import type { Sender, SendOutcome } from './sender.ts';

interface SendNoticeDeps {
  orm: MikroORM;
  vault: Vault;
  sender: Sender;
  clock: Clock;
  log: Logger;
  /** Called after a commit that left word for casework. */
  wakeReports: () => void;
}

/**
 * Deliverer of one way's notices. A notice that was sent but not marked is sent again under the same
 * id, so a petitioner gets it twice only where the other side does not heed ids.
 */
export function createSendNotice(
  deps: SendNoticeDeps,
): (message: OutgoingMessage, signal: AbortSignal) => Promise<void> {
  return async ({ payload }, signal) => {
    const notice = await findNotice(deps.orm, (payload as { id: string }).id);
    if (notice?.state !== 'QUEUED' || notice.sealed === null) return;
    const opened = deps.vault.open(notice.sealed, noticePlace(notice.id));
    const text = JSON.parse(opened) as NoticeText;
    await settle(deps, notice, await attempt(deps, notice.id, text, signal));
  };
}

async function attempt(
  { orm, sender }: SendNoticeDeps,
  id: string,
  text: NoticeText,
  signal: AbortSignal,
): Promise<SendOutcome> {
  try {
    return await sender.send(id, text, signal);
  } catch (error) {
    await noteAttempt(orm, id, error instanceof DeliveryError ? error.code : 'SENDING_FAILED');
    throw error;
  }
}

async function settle(
  deps: SendNoticeDeps,
  notice: HeldNotice,
  outcome: SendOutcome,
): Promise<void> {
  const { state } = outcome;
  const at = deps.clock.now();
  const lastError = state === 'FAILED' ? outcome.code : null;
  await deps.orm.em.fork().transactional(async (em) => {
    const isChanged = await settleAttempt(em, notice.id, { state, lastError, at });
    if (isChanged && state !== 'SENT') await appendReport(em, notice, { outcome: state, at });
  });
  const { id, kind, medium } = notice;
  if (state === 'FAILED') deps.log.warn({ noticeId: id, kind, medium, lastError }, 'notice failed');
  if (state !== 'SENT') deps.wakeReports();
}
