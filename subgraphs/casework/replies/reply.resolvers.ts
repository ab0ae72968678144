import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { MutationResolvers, ReplyResolvers } from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { ReplyToPetitioner } from './reply.commands.ts';

export function createReplyResolvers(deps: { replyToPetitioner: ReplyToPetitioner }): {
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'replyToPetitioner'>;
  Reply: ReplyResolvers<CaseworkContext>;
} {
  return {
    Mutation: {
      replyToPetitioner: async (_root, args, { actor, loaders }) => {
        const reply = await found(loaders.replyById, await deps.replyToPetitioner(actor, args));
        return { reply, case: await found(loaders.caseById, reply.caseId) };
      },
    },
    Reply: { unit: ({ unitId }) => (unitId ? toUnit(unitId) : null) },
  };
}
