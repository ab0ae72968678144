import type { CaseworkContext } from '../context.ts';
import type { Circumstances } from '../dossier/dossier.ts';
import type { CaseResolvers } from '../generated/resolver-types.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { bureauOf } from '../units/unit.ts';
import { availableActions } from './available-actions.rules.ts';

interface ActionDeps extends Omit<Circumstances, 'now'> {
  clock: Clock;
  profile: Profile;
}

export function createActionResolvers({ clock, profile, ...standing }: ActionDeps): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'availableActions'>;
} {
  return {
    Case: {
      availableActions: async (row, _args, { actor, loaders }) =>
        availableActions(actor, {
          ...(await loaders.recordsOf(row.id)),
          row,
          bureau: bureauOf(row, profile.city),
          now: clock.now(),
          ...standing,
        }),
    },
  };
}
