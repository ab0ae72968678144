import { GraphQLError } from 'graphql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../../kit/errors.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { Dossier } from '../dossier/dossier.ts';

/** R37: the petitioner alone rates, once, and only what was registered for the first time. */
export function checkRating(actor: Actor, dossier: Dossier): void {
  if (actor.role !== 'CITIZEN') throw forbidden('rate this case for its petitioner');
  checkRatable(dossier);
}

type Rateable = Pick<Dossier, 'row' | 'ratings' | 'policy'>;

/** Whether a rating would be taken now. */
export function isRatable(dossier: Rateable): boolean {
  try {
    checkRatable(dossier);
    return true;
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.code === 'ILLEGAL_MOVE') return false;
    throw error;
  }
}

/** What holds for whoever rates, by account or by query code. */
export function checkRatable({ row, ratings, policy }: Rateable): void {
  requireState(row.state, 'RATE', ['REPLIED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'CONCLUDED']);
  const refuse = (why: string) => illegalMove(row.state, 'RATE', [], why);
  const since = policy?.rating?.since;
  if (since && shanghaiDay(row.registeredAt) < since)
    throw refuse(
      `R37: NOT_ELIGIBLE: expected a case registered from ${since} on, but got an older one.`,
    );
  if (row.repeatOf && (policy?.rating?.firstRegistrationOnly ?? true))
    throw refuse('R37: NOT_ELIGIBLE: expected a first registration, but got a repeat.');
  if (ratings.length > 0) throw refuse('R37: this case was rated before.');
}
