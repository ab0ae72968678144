import { policyById } from '../../kit/profile/choose-policy.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { CaseworkContext } from '../context.ts';
import type { DeadlineResolvers, DeadlineStepResolvers } from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { isOverdue } from './deadline.rules.ts';
import { describeStep, describeSteps } from './explanation-text.rules.ts';
import { explain, type CountStep } from './explanation.rules.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { shanghaiDay } from './shanghai-time.ts';
import { workingDaysLeft } from './working-days-left.rules.ts';

interface DeadlineResolverMap {
  Deadline: DeadlineResolvers<CaseworkContext>;
  DeadlineStep: DeadlineStepResolvers<CaseworkContext>;
}

interface DeadlineResolverDeps {
  clock: Clock;
  calendar: WorkingCalendar;
  profile: Pick<Profile, 'policies'>;
}

export function createDeadlineResolvers(deps: DeadlineResolverDeps): DeadlineResolverMap {
  const { clock, calendar } = deps;
  return {
    Deadline: {
      unit: (deadline) => (deadline.unitId ? toUnit(deadline.unitId) : null),
      isOverdue: (deadline) => isOverdue(deadline, clock.now()),
      workingDaysLeft: ({ metAt, dueOn }) =>
        metAt ? null : workingDaysLeft(shanghaiDay(clock.now()), dueOn, calendar),
      extensions: (deadline, _args, { loaders }) => loaders.extensionsByDeadline.load(deadline.id),
      explanation: async (deadline, { language }, context) =>
        describeSteps(await stepsOf(deps, deadline, context), language),
      steps: (deadline, _args, context) => stepsOf(deps, deadline, context),
    },
    DeadlineStep: { text: (step, { language }) => describeStep(step, language) },
  };
}

async function stepsOf(
  { calendar, profile }: DeadlineResolverDeps,
  deadline: DeadlineRow,
  { loaders }: CaseworkContext,
): Promise<CountStep[]> {
  const [extensions, pauses] = await Promise.all([
    loaders.extensionsByDeadline.load(deadline.id),
    loaders.pausesByDeadline.load(deadline.id),
  ]);
  const source =
    policyById(profile.policies, deadline.policyVersion)?.source ?? deadline.policyVersion;
  return explain({ ...deadline, source }, extensions, pauses, calendar);
}
