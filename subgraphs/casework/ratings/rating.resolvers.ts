import { notFound } from '../../kit/errors.ts';
import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { CaseResolvers, MutationResolvers } from '../generated/resolver-types.ts';
import { findByQueryCode } from '../status/status.resolvers.ts';
import type { RatingCommands } from './rating.commands.ts';

export function createRatingResolvers(commands: RatingCommands): {
  Case: Pick<
    CaseResolvers<CaseworkContext>,
    'rating' | 'isRepeat' | 'repeatOf' | 'repeats' | 'sameMatterAs'
  >;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'rateCase' | 'rateByQueryCode'>;
} {
  return {
    Case: {
      rating: async (row, _args, { loaders }) =>
        (await loaders.records.ratings.load(row.id))[0] ?? null,
      isRepeat: ({ repeatOf }) => Boolean(repeatOf),
      repeats: async ({ id }, _args, { actor, loaders }) =>
        (await loaders.repeatsByCase.load(id)).filter((row) => maySee(actor, row)),
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
      rateByQueryCode: async (_root, input, context) => {
        if (!(await findByQueryCode(input.queryCode, context)))
          throw notFound('queryCode', 'this code');
        const { actor, loaders } = context;
        return found(loaders.caseById, await commands.rateByQueryCode(actor, input));
      },
    },
  };
}
