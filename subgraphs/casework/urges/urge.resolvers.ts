import { policyById } from '../../kit/profile/choose-policy.ts';
import type { ActDeps } from '../act-deps.ts';
import { maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseworkContext } from '../context.ts';
import type { RecordName, RecordRow } from '../dossier/dossier.ts';
import { found } from '../found.ts';
import type {
  CaseResolvers,
  CircularResolvers,
  LateExplanationResolvers,
  MutationResolvers,
  UrgeResolvers,
} from '../generated/resolver-types.ts';
import type { UrgeCommands } from './urge.commands.ts';
import { explanationsOwed } from './urge.rules.ts';

/** Between offices: the petitioner sees none of it. */
export function createUrgeResolvers(
  commands: UrgeCommands,
  { clock, profile }: Pick<ActDeps, 'clock' | 'profile'>,
): {
  Case: Pick<
    CaseResolvers<CaseworkContext>,
    'urges' | 'circulars' | 'lateExplanations' | 'explanationsOwed'
  >;
  Urge: UrgeResolvers<CaseworkContext>;
  Circular: CircularResolvers<CaseworkContext>;
  LateExplanation: LateExplanationResolvers<CaseworkContext>;
  Mutation: Pick<
    MutationResolvers<CaseworkContext>,
    'urge' | 'issueCircular' | 'giveLateExplanation'
  >;
} {
  return {
    Case: {
      urges: internal('urges'),
      circulars: internal('circulars'),
      lateExplanations: internal('lateExplanations'),
      explanationsOwed: async (row, _args, { actor, loaders }) =>
        maySeeInternals(actor)
          ? explanationsOwed({
              ...(await loaders.recordsOf(row.id)),
              policy: policyById(profile.policies, row.policy),
              now: clock.now(),
            })
          : [],
    },
    Urge: { deadline },
    Circular: {
      deadline: ({ deadlineId }, _args, { loaders }) =>
        deadlineId ? found(loaders.deadlineById, deadlineId) : null,
      supervision: async ({ caseId, supervisionId }, _args, { loaders }) => {
        const supervisions = supervisionId ? await loaders.records.supervisions.load(caseId) : [];
        return supervisions.find(({ id }) => id === supervisionId) ?? null;
      },
    },
    LateExplanation: { deadline },
    Mutation: {
      urge: caseMutation(commands.urge),
      issueCircular: caseMutation(commands.issueCircular),
      giveLateExplanation: caseMutation(commands.giveLateExplanation),
    },
  };
}

function internal<Name extends RecordName>(name: Name) {
  return (
    { id }: CaseRow,
    _args: unknown,
    { actor, loaders }: CaseworkContext,
  ): Promise<RecordRow<Name>[]> | RecordRow<Name>[] =>
    maySeeInternals(actor) ? loaders.records[name].load(id) : [];
}

function deadline(row: { deadlineId: string }, _args: unknown, { loaders }: CaseworkContext) {
  return found(loaders.deadlineById, row.deadlineId);
}
