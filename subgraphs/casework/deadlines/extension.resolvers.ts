import { maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { DeadlineExtensionResolvers, MutationResolvers } from '../generated/resolver-types.ts';
import type { ExtendDeadline } from './extension.commands.ts';

interface ExtensionResolverMap {
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'extendDeadline'>;
  DeadlineExtension: DeadlineExtensionResolvers<CaseworkContext>;
}

export function createExtensionResolvers(deps: {
  extendDeadline: ExtendDeadline;
}): ExtensionResolverMap {
  return {
    Mutation: {
      extendDeadline: async (_root, input, { actor, loaders }) => ({
        deadline: await found(loaders.deadlineById, await deps.extendDeadline(actor, input)),
      }),
    },
    DeadlineExtension: {
      days: ({ amount }) => amount,
      reason: ({ reason, reasonToldAt }, _args, { actor }) =>
        maySeeInternals(actor) || reasonToldAt ? reason : null,
      approvedBy: ({ approvedBy }, _args, { actor }) =>
        maySeeInternals(actor) ? approvedBy : null,
    },
  };
}
