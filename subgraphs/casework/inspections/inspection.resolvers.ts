import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  InspectionResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { RecordInspection } from './inspection.commands.ts';
import { inspectedUnitOf } from './inspection.rules.ts';

export function createInspectionResolvers(recordInspection: RecordInspection): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'inspections'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'recordInspection'>;
  Inspection: InspectionResolvers<CaseworkContext>;
} {
  return {
    Query: {
      inspections: (_root, { units, from, to, first }, { actor, loaders }) => {
        const own = inspectedUnitOf(actor);
        const wanted = units ?? null;
        return loaders.inspections({
          units: own === null ? wanted : [own].filter((one) => wanted?.includes(one) ?? true),
          from: from ?? null,
          to: to ?? null,
          first: checkPageSize(first),
        });
      },
    },
    Mutation: {
      recordInspection: async (_root, input, { actor, loaders }) => {
        const id = await recordInspection(actor, input);
        const inspection = await loaders.inspectionById(id);
        if (!inspection) throw new Error(`expected an inspection under ${id}, got none`);
        return { inspection };
      },
    },
    Inspection: { unit: ({ unitId }) => toUnit(unitId) },
  };
}
