import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { once } from '../../commands/once.ts';
import { notFound, unauthenticated } from '../../errors.ts';
import type { Logger } from '../../process/log.ts';
import type { Clock } from '../../time/clock.ts';
import { mayKnowOf } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { NoticeDesk } from './notice-desk.ts';
import type { NoticeRow } from './notice.ts';
import { findNotice, holdNotice } from './notice.store.ts';
import { checkMayResend } from './resend.rules.ts';

interface ResendDeps {
  orm: MikroORM;
  readPetitions: (ids: readonly string[]) => Promise<MailboxPetition[]>;
  desk: NoticeDesk;
  clock: Clock;
  log: Logger;
  /** Called after a commit that left a notice to be sent. */
  wakeSenders: () => void;
}

interface Resend {
  actor: Actor;
  requestId: string;
  petitionId: string;
  noticeId: string;
  idempotencyKey?: string | null | undefined;
}

/**
 * Sends a failed notice again, as a notice of its own that names the first and who ordered it.
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ILLEGAL_MOVE, IDEMPOTENCY_KEY_REUSED
 */
export type ResendNotice = (resend: Resend) => Promise<NoticeRow>;

export function createResendNotice(deps: ResendDeps): ResendNotice {
  return async ({ actor, requestId, petitionId, noticeId, idempotencyKey: key }) => {
    if (actor.role === 'ANONYMOUS') throw unauthenticated();
    const [petition] = await deps.readPetitions([petitionId]);
    if (!petition || !mayKnowOf(actor, petition)) throw notFound('petitionId', petitionId);
    checkMayResend(actor, petition);
    const command = { actor, key, request: { act: 'resendNotice', petitionId, noticeId } };
    const id = await deps.orm.em.fork().transactional((em) =>
      once(em, command, async () => {
        const failed = await holdNotice(em, petitionId, noticeId);
        if (!failed) throw notFound('noticeId', noticeId);
        return deps.desk.resend(em, failed, actor, deps.clock.now());
      }),
    );
    deps.wakeSenders();
    deps.log.info({ requestId, noticeId: id, resendOf: noticeId }, 'notice is sent again');
    const made = await findNotice(deps.orm, id);
    if (!made) throw new Error(`the notice ${id} was stored but cannot be found`);
    return made;
  };
}
