import { forbidden } from '../../kit/errors.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { QueryResolvers, SupervisionCandidateResolvers } from '../generated/resolver-types.ts';

export function createCandidateResolvers({ clock }: Pick<ActDeps, 'clock'>): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'supervisionCandidates'>;
  SupervisionCandidate: SupervisionCandidateResolvers<CaseworkContext>;
} {
  return {
    Query: {
      supervisionCandidates: (_root, { first }, { actor, loaders }) => {
        if (!SUPERVISORS.has(actor.role)) throw forbidden('see what is to be supervised');
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

/** R67, R68: who may open a supervision. */
const SUPERVISORS = new Set<string>(['CITY_BUREAU', 'CITY_OFFICE', 'DISTRICT_BUREAU']);
