import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type {
  AssignmentResolvers,
  ForReferenceResolvers,
  MandateResolvers,
  MutationResolvers,
  ReferralResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import { isRecordId } from '../input/ids.rules.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import type { HandlingCommands } from './handle.commands.ts';
import { objectionOf } from './objection.resolvers.ts';
import type { Issue, IssueAssignment } from './issue.commands.ts';

type AssignmentMutations = Pick<
  MutationResolvers<CaseworkContext>,
  'issueReferral' | 'issueMandate' | 'issueForReference' | 'receiveAssignment' | 'giveFeedback'
>;

interface AssignmentResolverMap {
  Mutation: AssignmentMutations;
  Assignment: AssignmentResolvers<CaseworkContext>;
  Referral: ReferralResolvers<CaseworkContext>;
  Mandate: MandateResolvers<CaseworkContext>;
  ForReference: ForReferenceResolvers<CaseworkContext>;
}

const TYPENAMES = {
  REFERRAL: 'Referral',
  MANDATE: 'Mandate',
  FOR_REFERENCE: 'ForReference',
} as const;

export function createAssignmentResolvers(deps: {
  issueAssignment: IssueAssignment;
  commands: HandlingCommands;
}): AssignmentResolverMap {
  return {
    Mutation: mutations(deps.issueAssignment, deps.commands),
    Assignment: { __resolveType: ({ kind }) => TYPENAMES[kind] },
    Referral: fields,
    Mandate: fields,
    ForReference: fields,
  };
}

function mutations(issue: IssueAssignment, commands: HandlingCommands): AssignmentMutations {
  const issued = async (context: CaseworkContext, wanted: Issue) =>
    payload(await issue(context.actor, wanted), context);
  return {
    issueReferral: (_root, args, context) => issued(context, { ...args, kind: 'REFERRAL' }),
    issueMandate: (_root, args, context) => issued(context, { ...args, kind: 'MANDATE' }),
    issueForReference: (_root, args, context) =>
      issued(context, { ...args, kind: 'FOR_REFERENCE' }),
    receiveAssignment: async (_root, act, context) =>
      payload(await commands.receiveAssignment(context.actor, act), context),
    giveFeedback: async (_root, feedback, context) =>
      payload(await commands.giveFeedback(context.actor, feedback), context),
  };
}

const fields = {
  __resolveReference: async (
    { id }: { id: string },
    { actor, loaders }: CaseworkContext,
  ): Promise<AssignmentRow | null> => {
    const row = isRecordId(id) ? await loaders.assignmentById.load(id) : null;
    const itsCase = row && (await loaders.caseById.load(row.caseId));
    return itsCase && maySee(actor, itsCase) ? row : null;
  },
  case: (row: AssignmentRow, _args: unknown, { loaders }: CaseworkContext) =>
    found(loaders.caseById, row.caseId),
  unit: (row: AssignmentRow) => toUnit(row.unitId),
  instruction: (row: AssignmentRow, _args: unknown, { actor }: CaseworkContext) =>
    maySeeInternals(actor) ? row.instruction : null,
  feedback: (row: AssignmentRow, _args: unknown, { actor }: CaseworkContext) =>
    maySeeInternals(actor) ? row.feedback : null,
  issuedBy: ({ issuedBy }: AssignmentRow) => (issuedBy ? toUnit(issuedBy) : null),
  objection: (row: AssignmentRow, _args: unknown, context: CaseworkContext) =>
    objectionOf(row, context),
  deadline: (row: AssignmentRow, _args: unknown, { loaders }: CaseworkContext) =>
    loaders.deadlineByAssignment.load(row.id),
};

async function payload(
  id: string,
  { loaders }: CaseworkContext,
): Promise<{ assignment: AssignmentRow }> {
  return { assignment: await found(loaders.assignmentById, id) };
}
