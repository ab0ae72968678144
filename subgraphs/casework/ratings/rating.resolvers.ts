import { notFound } from '../../kit/errors.ts';
import { checkCodeHolder } from '../../kit/query-codes/code-holder.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { CaseResolvers, MutationResolvers } from '../generated/resolver-types.ts';
import { findByQueryCode } from '../status/status.resolvers.ts';
import type { RatingCommands } from './rating.commands.ts';

export function createRatingResolvers(commands: RatingCommands): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'rating'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'rateCase' | 'rateByQueryCode'>;
} {
  return {
    Case: {
      rating: async (row, _args, { loaders }) =>
        (await loaders.records.ratings.load(row.id))[0] ?? null,
    },
    Mutation: {
      rateCase: caseMutation(commands.rateCase),
      rateByQueryCode: async (_root, input, context) => {
        const { actor, loaders } = context;
        checkCodeHolder(actor, 'rate');
        if (!(await findByQueryCode(input.queryCode, context)))
          throw notFound('queryCode', 'this code');
        return found(loaders.caseById, await commands.rateByQueryCode(actor, input));
      },
    },
  };
}
