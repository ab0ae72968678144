import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { MutationResolvers } from '../generated/resolver-types.ts';
import type { RegisterPetition } from './registration.commands.ts';

export function createRegistrationResolvers(deps: { registerPetition: RegisterPetition }): {
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'registerPetition'>;
} {
  return {
    Mutation: {
      registerPetition: async (_root, { petition }, { actor, loaders }) => {
        const { caseId, wasAlreadyRegistered } = await deps.registerPetition(actor, petition);
        return { case: await found(loaders.caseById, caseId), wasAlreadyRegistered };
      },
    },
  };
}
