import type { Actor } from '../../../schema/contract/actor.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import { forbidden } from '../../kit/errors.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { QueryResolvers, SupervisionCandidateResolvers } from '../generated/resolver-types.ts';

export function createCandidateResolvers({ clock, profile }: Pick<ActDeps, 'clock' | 'profile'>): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'supervisionCandidates'>;
  SupervisionCandidate: SupervisionCandidateResolvers<CaseworkContext>;
} {
  return {
    Query: {
      supervisionCandidates: (_root, { first }, { actor, loaders }) => {
        if (!supervises(actor, profile.city)) throw forbidden('see what is to be supervised');
        return loaders.supervisionCandidates({
          actor,
          now: clock.now(),
          first: checkPageSize(first),
        });
      },
    },
    SupervisionCandidate: {
      case: ({ caseId }, _args, { loaders }) => found(loaders.caseById, caseId),
      reasons: ({ isOverdue, isFruitless }) => [
        ...(isOverdue ? (['OVERDUE'] as const) : []),
        ...(isFruitless ? (['FRUITLESS_MANDATE'] as const) : []),
      ],
    },
  };
}

const SUPERVISORS = new Set<string>(['CITY_BUREAU', 'CITY_OFFICE', 'DISTRICT_BUREAU']);

/** R67, R68: who may open a supervision; of departments the one that has what accuses both offices. */
function supervises({ role, unit }: Actor, { units }: Profile['city']): boolean {
  return SUPERVISORS.has(role) || (role === 'DEPARTMENT' && unit === units.disciplineInspection);
}
