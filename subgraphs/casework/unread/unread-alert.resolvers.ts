import type { Profile } from '../../kit/profile/profile.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { CaseworkContext } from '../context.ts';
import { seenCase } from '../cases/seen-case.ts';
import { unitsToWatch } from '../events/event.access.rules.ts';
import { found } from '../found.ts';
import type { QueryResolvers, UnreadAlertResolvers } from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';

export function createUnreadAlertResolvers({ officers }: Pick<Profile, 'officers'>): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'unreadAlerts'>;
  UnreadAlert: UnreadAlertResolvers<CaseworkContext>;
} {
  const byUnit = new Map(officers.map((officer) => [officer.unit, officer]));
  return {
    Query: {
      unreadAlerts: (_root, { units, day, first }, { actor, loaders }) =>
        loaders.unreadAlerts(unitsToWatch(actor, units ?? null), day ?? null, checkPageSize(first)),
    },
    UnreadAlert: {
      unit: ({ unitId }) => toUnit(unitId),
      officer: ({ unitId }) => byUnit.get(unitId) ?? null,
      assignments: async ({ assignmentIds }, _args, context) => {
        const { loaders } = context;
        const rows = await Promise.all(
          assignmentIds.map((id) => found(loaders.assignmentById, id)),
        );
        // who watches all units still may not know of every case
        const cases = await Promise.all(rows.map(({ caseId }) => seenCase(caseId, context)));
        return rows.filter((_row, index) => cases[index]);
      },
    },
  };
}
