import type { Actor } from '../../../schema/contract/actor.ts';
import { requireOwner, requireWorker } from '../cases/case.access.rules.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { ClaimRow } from './claim.entity.ts';

/** R28: whoever answers for the case lists what is asked for. */
export function checkClaim(actor: Actor, { row }: Dossier): void {
  requireOwner(actor, row, 'add claims to this case');
  requireState(row.state, 'ADD_CLAIM', ['REGISTERED', 'ACCEPTED', 'ASSIGNED', 'REPLIED']);
}

/** R28, R30: whoever works on the case says what became of each claim, once. */
export function checkClaimOutcome(actor: Actor, { row }: Dossier, claim: ClaimRow): void {
  requireWorker(actor, row, 'settle claims of this case');
  requireState(row.state, 'RECORD_CLAIM_OUTCOME', ['ACCEPTED', 'ASSIGNED', 'REPLIED']);
  if (!claim.settledAt) return;
  const why = 'Expected a claim without an outcome, but this one has one.';
  throw illegalMove(row.state, 'RECORD_CLAIM_OUTCOME', [], why);
}

/** @throws ILLEGAL_MOVE while a claim has no outcome (R28) */
export function requireClaimsSettled({ row, claims }: Dossier): void {
  const open = claims.filter(({ settledAt }) => !settledAt).length;
  if (open === 0) return;
  const why = `R28: expected an outcome of every claim, but ${open} of ${claims.length} have none.`;
  throw illegalMove(row.state, 'CONCLUDE', ['RECORD_CLAIM_OUTCOME'], why);
}
