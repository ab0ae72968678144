import type { Actor } from '../../../schema/contract/actor.ts';
import {
  isBureauOf,
  isHandler,
  isOwningDepartment,
  requireWorker,
} from '../cases/case.access.rules.ts';
import { illegalMove, requireNotArchived } from '../cases/case.rules.ts';
import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import type { Dossier } from '../dossier/dossier.ts';

/**
 * The notices that the actor owes: its own part's (art. 23), or the case's where it answers for that
 * (R75, R76); none where one of the case has not reached the petitioner, who is told again.
 * @throws FORBIDDEN for whoever does not work on the case · ILLEGAL_MOVE where none is owed
 */
export function checkReceiptNotice(
  actor: Actor,
  { row, deadlines }: Pick<Dossier, 'row' | 'deadlines'>,
): DeadlineRow[] {
  requireWorker(actor, row, 'tell the petitioner that this case was received');
  requireNotArchived(row, 'NOTIFY_RECEIPT');
  const answersForIt = isBureauOf(actor, row) || isOwningDepartment(actor, row);
  const owed = deadlines.filter(
    ({ kind, metAt, assignmentId, unitId }) =>
      kind === 'RECEIPT_NOTICE' &&
      !metAt &&
      (assignmentId ? isHandler(actor, unitId ?? '') : answersForIt),
  );
  if (owed.length > 0 || (row.noticeFailedAt && answersForIt)) return owed;
  const why = `${row.policy}: expected a notice of receipt that you owe, but there is none.`;
  throw illegalMove(row.state, 'NOTIFY_RECEIPT', [], why);
}
