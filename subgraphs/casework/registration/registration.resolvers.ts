import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { CaseResolvers, MutationResolvers } from '../generated/resolver-types.ts';
import type { RegisterPetition } from './registration.commands.ts';

export function createRegistrationResolvers(deps: { registerPetition: RegisterPetition }): {
  Case: Pick<
    CaseResolvers<CaseworkContext>,
    'isRepeat' | 'repeatOf' | 'repeats' | 'sameMatterAs' | 'othersOfPetitioner'
  >;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'registerPetition'>;
} {
  return {
    Case: {
      isRepeat: ({ repeatOf }) => Boolean(repeatOf),
      repeatOf: async ({ repeatOf }, _args, { actor, loaders }) => {
        const first = repeatOf ? await loaders.caseById.load(repeatOf) : null;
        return first && maySee(actor, first) ? first : null;
      },
      repeats: async ({ id }, _args, { actor, loaders }) =>
        (await loaders.repeatsByCase.load(id)).filter((row) => maySee(actor, row)),
      // What somebody else wrote is not for the petitioner to know.
      sameMatterAs: async ({ sameMatterAs }, _args, { actor, loaders }) => {
        if (!sameMatterAs || !maySeeInternals(actor)) return null;
        const first = await loaders.caseById.load(sameMatterAs);
        return first && maySee(actor, first) ? first : null;
      },
      othersOfPetitioner: async (row, _args, { actor, loaders }) => {
        if (!maySeeInternals(actor)) return [];
        return (await loaders.othersOfPetitioner(row)).filter((other) => maySee(actor, other));
      },
    },
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
