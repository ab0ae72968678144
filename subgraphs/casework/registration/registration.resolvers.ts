import type { CaseRow } from '../cases/case.entity.ts';
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
        const row = await found(loaders.caseById, caseId);
        const first = row.repeatOf ? await loaders.caseById.load(row.repeatOf) : null;
        const same = row.sameMatterAs ? await loaders.caseById.load(row.sameMatterAs) : null;
        return {
          case: row,
          wasAlreadyRegistered,
          isRepeat: first !== null,
          repeatOf: first?.registrationNumber ?? null,
          sameMatterAs: isOfOneMailbox(row, same) ? same.registrationNumber : null,
        };
      },
    },
  };
}

/** A mailbox learns nothing of what came to another one. */
function isOfOneMailbox(row: CaseRow, other: CaseRow | null): other is CaseRow {
  return row.mailbox === other?.mailbox && row.mailboxUnit === other.mailboxUnit;
}
