import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  AppealResolvers,
  CaseResolvers,
  MutationResolvers,
} from '../generated/resolver-types.ts';
import type { AppealCommands } from './appeal.commands.ts';
import { isFinallyClosed } from './appeal.rules.ts';

export function createAppealResolvers(commands: AppealCommands): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'appeals' | 'isFinallyClosed'>;
  Appeal: AppealResolvers<CaseworkContext>;
  Mutation: Pick<
    MutationResolvers<CaseworkContext>,
    'requestAppeal' | 'decideAppeal' | 'recordHearing'
  >;
} {
  return {
    Case: {
      appeals: (row, _args, { loaders }) => loaders.records.appeals.load(row.id),
      isFinallyClosed: async (row, _args, { loaders }) =>
        isFinallyClosed({ appeals: await loaders.records.appeals.load(row.id) }),
    },
    Appeal: {
      deadline: ({ deadlineId }, _args, { loaders }) =>
        deadlineId ? loaders.deadlineById.load(deadlineId) : null,
    },
    Mutation: {
      requestAppeal: caseMutation(commands.requestAppeal),
      decideAppeal: caseMutation(commands.decideAppeal),
      recordHearing: caseMutation(commands.recordHearing),
    },
  };
}
