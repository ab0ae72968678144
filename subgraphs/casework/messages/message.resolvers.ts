import type { CaseworkContext } from '../context.ts';
import type { MutationResolvers } from '../generated/resolver-types.ts';
import type { NoteMessage } from './message.commands.ts';

export function createMessageResolvers(noteMessage: NoteMessage): {
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'noteMessage'>;
} {
  return {
    Mutation: {
      noteMessage: async (_root, { note }, { actor }) => {
        await noteMessage(actor, note);
        return { isNoted: true };
      },
    },
  };
}
