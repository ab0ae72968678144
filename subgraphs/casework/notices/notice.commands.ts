import type { Actor } from '../../../schema/contract/actor.ts';
import { notFound } from '../../kit/errors.ts';
import type { ActDeps } from '../act-deps.ts';
import { lockCaseOfPetition } from '../cases/case.store.ts';
import { appendEvent } from '../events/event-log.commands.ts';
import type { NoticeKind, NoticeOutcome } from '../generated/resolver-types.ts';
import { mailboxOf, reachedAt } from './notice.rules.ts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseRow } from '../cases/case.entity.ts';

interface Report {
  petitionId: string;
  kind: NoticeKind;
  outcome: NoticeOutcome;
  at: Date;
}

/** Resolves to whether it was new. */
export type ReportNotice = (actor: Actor, report: Report) => Promise<boolean>;

/**
 * Makes the command by which mailboxes say what became of a notice. It throws UNAUTHENTICATED,
 * FORBIDDEN, or NOT_FOUND for a letter that is not registered or not theirs.
 */
export function createReportNotice(deps: ActDeps): ReportNotice {
  return (actor, report) => {
    const mailbox = mailboxOf(actor);
    return deps.orm.em.fork().transactional(async (em) => {
      const { petitionId } = report;
      const isOwn = petitionId.startsWith(mailbox);
      const row = isOwn ? await lockCaseOfPetition(em, petitionId) : null;
      if (!row) throw notFound('petitionId', petitionId);
      // R92: a receipt may come long after, and nothing changes in an archived case
      if (row.state === 'ARCHIVED') return false;
      return report.outcome === 'DELIVERED'
        ? recordDelivery(deps, em, row, report)
        : recordFailure(deps, em, row);
    });
  };
}

async function recordDelivery(
  { clock, deadlines }: ActDeps,
  em: EntityManager,
  row: CaseRow,
  { kind, at }: Report,
): Promise<boolean> {
  const wasFailed = row.noticeFailedAt !== null && row.noticeFailedAt !== undefined;
  row.noticeFailedAt = null;
  const caseId = row.id;
  if (kind !== 'RECEIPT' || !(await owesReceipt(em, caseId))) return wasFailed;
  const metAt = reachedAt(at, { registeredAt: row.registeredAt, now: clock.now() });
  await deadlines.meetDeadlines(em, { caseId, kinds: ['RECEIPT_NOTICE'], metAt });
  await appendEvent(em, { caseId, act: 'RECEIPT_NOTIFIED', at: metAt, unitId: row.mailboxUnit });
  return true;
}

async function recordFailure(
  { clock }: ActDeps,
  em: EntityManager,
  row: CaseRow,
): Promise<boolean> {
  if (row.noticeFailedAt) return false;
  const at = clock.now();
  row.noticeFailedAt = at;
  await appendEvent(em, { caseId: row.id, act: 'NOTICE_FAILED', at, unitId: row.mailboxUnit });
  return true;
}

async function owesReceipt(em: EntityManager, caseId: string): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `select 1 from deadline where case_id = ? and kind = 'RECEIPT_NOTICE' and met_at is null`,
    [caseId],
  );
  return rows.length > 0;
}
