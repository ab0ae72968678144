import type { Actor } from '../../../schema/contract/actor.ts';
import { requireOwner } from '../cases/case.access.rules.ts';
import { illegalMove } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';

/**
 * Staff may say so where a receipt is owed, or where a notice has not reached the petitioner.
 * @throws FORBIDDEN for others than the case's bureau or owner, ILLEGAL_MOVE where neither is
 */
export function checkReceiptNotice(
  actor: Actor,
  { row, deadlines }: Pick<Dossier, 'row' | 'deadlines'>,
): void {
  requireOwner(actor, row, 'tell the petitioner that this case was received');
  if (row.noticeFailedAt) return;
  if (deadlines.some(({ kind, metAt }) => kind === 'RECEIPT_NOTICE' && !metAt)) return;
  const why = `${row.policy}: expected a case that owes a notice of receipt, but this one owes none.`;
  throw illegalMove(row.state, 'NOTIFY_RECEIPT', [], why);
}
