import { isCityOffice } from '../../kit/profile/kept-from.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseResolvers,
  MutationResolvers,
  RepeatLinkResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { RepeatCommands } from './repeat.commands.ts';

export function createRepeatResolvers({ linkRepeat, unlinkRepeat }: RepeatCommands): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'repeatLinks'>;
  RepeatLink: RepeatLinkResolvers<CaseworkContext>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'linkRepeat' | 'unlinkRepeat'>;
} {
  return {
    Case: {
      repeatLinks: ({ id }, _args, { actor, loaders }) =>
        maySeeInternals(actor) ? loaders.repeatLinksByCase.load(id) : [],
    },
    RepeatLink: {
      first: async ({ firstCaseId }, _args, { actor, loaders }) => {
        const first = await loaders.caseById.load(firstCaseId);
        return first && maySee(actor, first) ? first : null;
      },
      unit: ({ unitId }) => (unitId === null ? null : toUnit(unitId)),
      account: ({ account }, _args, { actor }) => (isCityOffice(actor.role) ? account : null),
    },
    Mutation: { linkRepeat: caseMutation(linkRepeat), unlinkRepeat: caseMutation(unlinkRepeat) },
  };
}
