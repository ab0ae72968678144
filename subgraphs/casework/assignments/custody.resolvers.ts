import type { CaseworkContext } from '../context.ts';
import type { CaseResolvers, CustodyEntryResolvers } from '../generated/resolver-types.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import { bureauOf, toUnit } from '../units/unit.ts';
import { custodyChain, landedAt } from './custody.rules.ts';

export function createCustodyResolvers({ profile }: { profile: Profile }): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'custodyChain' | 'landedAt'>;
  CustodyEntry: CustodyEntryResolvers<CaseworkContext>;
} {
  return {
    Case: {
      custodyChain: async (row, _args, { loaders }) =>
        custodyChain(
          row,
          bureauOf(row, profile.city),
          await loaders.assignmentsByCase.load(row.id),
        ),
      landedAt: async (row, _args, { loaders }) =>
        landedAt(await loaders.assignmentsByCase.load(row.id)),
    },
    CustodyEntry: {
      from: ({ fromUnit }) => (fromUnit ? toUnit(fromUnit) : null),
      to: ({ toUnit: unit }) => toUnit(unit),
    },
  };
}
