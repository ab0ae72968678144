import { maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import type { CaseResolvers, MutationResolvers } from '../generated/resolver-types.ts';
import type { RecordExample } from './example.commands.ts';

export function createExampleResolvers(recordExample: RecordExample): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'example'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'recordExample'>;
} {
  return {
    Case: {
      example: async (row, _args, { actor, loaders }) =>
        maySeeInternals(actor) ? ((await loaders.records.examples.load(row.id))[0] ?? null) : null,
    },
    Mutation: { recordExample: caseMutation(recordExample) },
  };
}
