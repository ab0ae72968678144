import { policyById } from '../../kit/profile/choose-policy.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseworkContext } from '../context.ts';
import type { CaseResolvers } from '../generated/resolver-types.ts';
import { bureauOf } from '../units/unit.ts';
import { availableActions } from './available-actions.rules.ts';

export function createActionResolvers({
  clock,
  profile,
  calendar,
}: Pick<ActDeps, 'clock' | 'profile' | 'calendar'>): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'availableActions'>;
} {
  return {
    Case: {
      availableActions: async (row, _args, { actor, loaders }) => {
        const records = await loaders.recordsOf(row.id);
        const extensions = await Promise.all(
          records.deadlines.map(({ id }) => loaders.extensionsByDeadline.load(id)),
        );
        return availableActions(actor, {
          ...records,
          extensions: extensions.flat(),
          row,
          moderation: await loaders.moderationByPetition.load(row.petitionId),
          bureau: bureauOf(row, profile.city),
          policy: policyById(profile.policies, row.policy),
          now: clock.now(),
          calendar,
          directory: profile,
        });
      },
    },
  };
}
