import { unauthenticated } from '../../kit/errors.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { ActDeps } from '../act-deps.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type {
  CaseResolvers,
  CommitmentResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { CommitmentCommands } from './commitment.commands.ts';
import { yearsDue } from './commitment.rules.ts';

export function createCommitmentResolvers(
  commands: CommitmentCommands,
  { clock }: Pick<ActDeps, 'clock'>,
): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'commitmentsDue'>;
  Case: Pick<CaseResolvers<CaseworkContext>, 'commitments'>;
  Commitment: CommitmentResolvers<CaseworkContext>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'recordCommitment' | 'followUpCommitment'>;
} {
  return {
    Query: {
      commitmentsDue: (_root, { first }, { actor, loaders }) => {
        if (actor.role === 'ANONYMOUS') throw unauthenticated();
        return loaders.commitmentsDue({ actor, now: clock.now(), first: checkPageSize(first) });
      },
    },
    Case: {
      commitments: (row, _args, { loaders }) => loaders.records.commitments.load(row.id),
    },
    Commitment: {
      case: ({ caseId }, _args, { loaders }) => found(loaders.caseById, caseId),
      unit: ({ unitId }) => (unitId ? toUnit(unitId) : null),
      followUps: async ({ id, caseId }, _args, { loaders }) =>
        (await loaders.records.followUps.load(caseId)).filter((one) => one.commitmentId === id),
      yearsDue: async (row, _args, { loaders }) =>
        yearsDue(row, await loaders.records.followUps.load(row.caseId), clock.now()),
    },
    Mutation: {
      recordCommitment: caseMutation(commands.recordCommitment),
      followUpCommitment: caseMutation(commands.followUpCommitment),
    },
  };
}
