import { notFound } from '../../kit/errors.ts';
import type { CaseworkContext } from '../context.ts';
import type { OverdueAlertResolvers } from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';

export const alertResolvers: { OverdueAlert: OverdueAlertResolvers<CaseworkContext> } = {
  OverdueAlert: {
    __resolveReference: ({ id }, { loaders }) => loaders.alertById.load(id),
    case: async ({ caseId }, _args, { loaders }) => {
      const found = await loaders.caseById.load(caseId);
      if (!found) throw notFound('alert.case', caseId);
      return found;
    },
    deadline: async ({ deadlineId }, _args, { loaders }) => {
      const found = await loaders.deadlineById.load(deadlineId);
      if (!found) throw notFound('alert.deadline', deadlineId);
      return found;
    },
    unit: (alert) => (alert.unitId ? toUnit(alert.unitId) : null),
  },
};
