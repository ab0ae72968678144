import type { Clock } from '../../kit/time/clock.ts';
import type { CaseworkContext } from '../context.ts';
import type { DeadlineResolvers } from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import { isOverdue } from './deadline.rules.ts';

export function createDeadlineResolvers(deps: { clock: Clock }): {
  Deadline: DeadlineResolvers<CaseworkContext>;
} {
  return {
    Deadline: {
      unit: (deadline) => (deadline.unitId ? toUnit(deadline.unitId) : null),
      isOverdue: (deadline) => isOverdue(deadline, deps.clock.now()),
    },
  };
}
