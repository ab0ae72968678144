import { maySee } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import type { CaseResolvers, MutationResolvers } from '../generated/resolver-types.ts';
import type { RateCase } from './rating.commands.ts';

export function createRatingResolvers(rateCase: RateCase): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'rating' | 'repeatOf'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'rateCase'>;
} {
  return {
    Case: {
      rating: async (row, _args, { loaders }) =>
        (await loaders.records.ratings.load(row.id))[0] ?? null,
      repeatOf: async ({ repeatOf }, _args, { actor, loaders }) => {
        const first = repeatOf ? await loaders.caseById.load(repeatOf) : null;
        return first && maySee(actor, first) ? first : null;
      },
    },
    Mutation: { rateCase: caseMutation(rateCase) },
  };
}
