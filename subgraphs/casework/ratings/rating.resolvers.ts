import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { CaseResolvers, MutationResolvers } from '../generated/resolver-types.ts';
import type { RatingCommands } from './rating.commands.ts';

export function createRatingResolvers(commands: RatingCommands): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'rating' | 'repeatOf' | 'sameMatterAs'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'rateCase' | 'rateByQueryCode'>;
} {
  return {
    Case: {
      rating: async (row, _args, { loaders }) =>
        (await loaders.records.ratings.load(row.id))[0] ?? null,
      repeatOf: async ({ repeatOf }, _args, { actor, loaders }) => {
        const first = repeatOf ? await loaders.caseById.load(repeatOf) : null;
        return first && maySee(actor, first) ? first : null;
      },
      // What somebody else wrote is not for the petitioner to know.
      sameMatterAs: async ({ sameMatterAs }, _args, { actor, loaders }) => {
        if (!sameMatterAs || !maySeeInternals(actor)) return null;
        const first = await loaders.caseById.load(sameMatterAs);
        return first && maySee(actor, first) ? first : null;
      },
    },
    Mutation: {
      rateCase: caseMutation(commands.rateCase),
      rateByQueryCode: async (_root, input, { actor, loaders }) =>
        found(loaders.caseById, await commands.rateByQueryCode(actor, input)),
    },
  };
}
