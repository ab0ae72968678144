import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { OverdueAlertResolvers } from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';

export const alertResolvers: { OverdueAlert: OverdueAlertResolvers<CaseworkContext> } = {
  OverdueAlert: {
    case: ({ caseId }, _args, { loaders }) => found(loaders.caseById, caseId),
    deadline: ({ deadlineId }, _args, { loaders }) => found(loaders.deadlineById, deadlineId),
    unit: (alert) => (alert.unitId ? toUnit(alert.unitId) : null),
  },
};
