import { notFound } from '../../kit/errors.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { CaseworkContext } from '../context.ts';
import type { WorkingCalendar } from '../deadlines/working-calendar.ts';
import type { QueryResolvers } from '../generated/resolver-types.ts';
import { requireStatistician } from '../statistics/statistics.access.rules.ts';
import { judge, sampleOf } from './policy-timeliness.rules.ts';

const SAMPLE_MAX = 100;

export function createPolicyTimelinessResolvers(deps: {
  profile: Profile;
  calendar: WorkingCalendar;
}): { Query: Pick<QueryResolvers<CaseworkContext>, 'timelinessUnder'> } {
  const { policies, city } = deps.profile;
  return {
    Query: {
      timelinessUnder: async (_root, { policy: id, sample }, { actor, loaders }) => {
        const viewer = requireStatistician(actor);
        const policy = policies.all.find((each) => each.id === id);
        if (!policy) throw notFound('policy', id);
        const judged = (await loaders.answeredCases(viewer)).map((answered) =>
          judge(policy, deps.calendar, city.province, answered),
        );
        return {
          policy: id,
          answered: judged.length,
          onTime: judged.filter(({ isOnTime }) => isOnTime).length,
          withoutLimit: judged.filter(({ dueOn }) => dueOn === null).length,
          sample: sampleOf(judged, Math.min(Math.max(sample, 0), SAMPLE_MAX)),
        };
      },
    },
  };
}
