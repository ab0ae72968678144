import type { Actor } from '../../../schema/contract/actor.ts';
import { requireAppealsOver } from '../appeals/appeal.rules.ts';
import { requireClaimsSettled } from '../claims/claim.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { requirePrivateTold, requireReviewed } from '../reviews/review.rules.ts';
import { requireSupervised } from '../supervision/supervision.rules.ts';
import { requireExplained } from '../urges/urge.rules.ts';
import { requireOwner } from './case.access.rules.ts';
import { move, type CaseState } from './case.rules.ts';

/** The state after closure by whoever answers for the case (R65, R67). */
export function checkConclude(actor: Actor, dossier: Dossier): CaseState {
  requireOwner(actor, dossier.row, 'conclude this case');
  requireReviewed(dossier);
  const next = move(dossier.row.state, 'CONCLUDE');
  requireClaimsSettled(dossier);
  requirePrivateTold(dossier);
  requireExplained(dossier);
  requireSupervised(dossier);
  return next;
}

/** R92: what is archived is never changed again, so no appeal may be to come. */
export function checkArchive(actor: Actor, dossier: Dossier): CaseState {
  requireOwner(actor, dossier.row, 'archive this case');
  const next = move(dossier.row.state, 'ARCHIVE');
  requireAppealsOver(dossier);
  return next;
}
