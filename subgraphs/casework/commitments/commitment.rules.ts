import type { Actor } from '../../../schema/contract/actor.ts';
import { requireOwner, requireWorker } from '../cases/case.access.rules.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { CommitmentRow } from './commitment.entity.ts';

/** R49: by whoever answers for the case or has a part in it. */
export function checkCommitment(actor: Actor, { row }: Dossier): void {
  requireWorker(actor, row, 'record a commitment in this case');
  requireState(row.state, 'RECORD_COMMITMENT', [
    'ACCEPTED',
    'ASSIGNED',
    'REPLIED',
    'FIRST_REVIEWED',
    'SECOND_REVIEWED',
    'CONCLUDED',
  ]);
}

/**
 * R49: the first year that is due and not followed up. A commitment outlives its case, so following
 * it up, which changes nothing of the case, goes on after the archive (R92).
 * @throws FORBIDDEN · ILLEGAL_MOVE where no year is due
 */
export function checkFollowUp(actor: Actor, dossier: Dossier, commitment: CommitmentRow): number {
  requireOwner(actor, dossier.row, 'follow up a commitment in this case');
  const [year] = yearsDue(commitment, dossier.followUps, dossier.now);
  if (year !== undefined) return year;
  const why = 'R49: expected a year that is due, but all are followed up until now.';
  throw illegalMove(dossier.row.state, 'FOLLOW_UP_COMMITMENT', [], why);
}

/** The years whose day has come and that were not followed up, oldest first. */
export function yearsDue(
  { id, firstDueOn }: Pick<CommitmentRow, 'id' | 'firstDueOn'>,
  followUps: readonly { commitmentId: string; year: number }[],
  now: Date,
): number[] {
  const today = shanghaiDay(now);
  const first = Number(firstDueOn.slice(0, 4));
  const last = Number(today.slice(0, 4)) - (today.slice(5) < firstDueOn.slice(5) ? 1 : 0);
  const done = new Set(
    followUps.filter(({ commitmentId }) => commitmentId === id).map(({ year }) => year),
  );
  const years = Array.from({ length: Math.max(last - first + 1, 0) }, (_none, n) => first + n);
  return years.filter((year) => !done.has(year));
}
