import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseResolvers,
  CaseStatusResolvers,
  MutationResolvers,
} from '../generated/resolver-types.ts';
import type { RecordModeration } from './moderation.commands.ts';

export function createModerationResolvers(recordModeration: RecordModeration): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'moderation'>;
  CaseStatus: Pick<CaseStatusResolvers<CaseworkContext>, 'moderation'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'recordModeration'>;
} {
  const moderation = ({ petitionId }: CaseRow, _args: unknown, { loaders }: CaseworkContext) =>
    loaders.moderationByPetition.load(petitionId);
  return {
    Case: { moderation },
    CaseStatus: { moderation },
    Mutation: {
      recordModeration: async (_root, { moderation: told }, { actor }) => ({
        revision: await recordModeration(actor, told),
      }),
    },
  };
}
