import type { Actor } from '../../../schema/contract/actor.ts';
import { requireBureau, requireWorker } from '../cases/case.access.rules.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';

/** R63: the bureau says which matters are important, before they are answered. */
export function checkImportance(actor: Actor, { row }: Dossier): void {
  requireBureau(actor, row, 'mark this case as important');
  requireState(row.state, 'MARK_IMPORTANT', ['REGISTERED', 'ACCEPTED', 'ASSIGNED']);
  if (row.importance === null || row.importance === undefined) return;
  throw illegalMove(row.state, 'MARK_IMPORTANT', [], 'The case is marked as important already.');
}

/** R63: whoever works on the case meets the petitioner. */
export function checkMeeting(actor: Actor, { row }: Dossier): void {
  requireWorker(actor, row, 'record a meeting on this case');
  requireState(row.state, 'RECORD_MEETING', ['ACCEPTED', 'ASSIGNED', 'REPLIED']);
}

/** @throws ILLEGAL_MOVE where an important matter is answered without a meeting (R63) */
export function requireMeeting({ row, meetings }: Pick<Dossier, 'row' | 'meetings'>): void {
  if (!row.importance || meetings.length > 0) return;
  const why =
    '重要事项 (R63): expected the record of a meeting with the petitioner before the reply.';
  throw illegalMove(row.state, 'REPLY', ['RECORD_MEETING'], why);
}
