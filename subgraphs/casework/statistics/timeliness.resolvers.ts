import type { CaseworkContext } from '../context.ts';
import { endOfShanghaiDay, startOfShanghaiDay } from '../deadlines/shanghai-time.ts';
import type { QueryResolvers } from '../generated/resolver-types.ts';
import { requireStatistician } from './statistics.access.rules.ts';

export const timelinessResolvers: {
  Query: Pick<QueryResolvers<CaseworkContext>, 'monthlyTimeliness'>;
} = {
  Query: {
    monthlyTimeliness: (_root, { from, to }, { actor, loaders }) => {
      const viewer = requireStatistician(actor);
      return loaders.monthlyTimeliness(viewer, {
        from: from ? startOfShanghaiDay(from) : null,
        before: to ? endOfShanghaiDay(to) : null,
      });
    },
  },
};
