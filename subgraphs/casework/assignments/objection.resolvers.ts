import { maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { MutationResolvers } from '../generated/resolver-types.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import type { ObjectionCommands } from './objection.commands.ts';
import { objectionTo } from './objection.rules.ts';

/** What units and bureaus argue about is theirs, not the petitioner's. */
export async function objectionOf(row: AssignmentRow, { actor, loaders }: CaseworkContext) {
  if (!maySeeInternals(actor)) return null;
  return (
    objectionTo({ objections: await loaders.records.objections.load(row.caseId) }, row) ?? null
  );
}

export function createObjectionResolvers(commands: ObjectionCommands): {
  Mutation: Pick<
    MutationResolvers<CaseworkContext>,
    'objectToAssignment' | 'decideObjection' | 'settleJurisdiction'
  >;
} {
  const payload = async (id: string, { loaders }: CaseworkContext) => ({
    assignment: await found(loaders.assignmentById, id),
  });
  return {
    Mutation: {
      objectToAssignment: async (_root, input, context) =>
        payload(await commands.objectToAssignment(context.actor, input), context),
      decideObjection: async (_root, input, context) =>
        payload(await commands.decideObjection(context.actor, input), context),
      settleJurisdiction: async (_root, input, context) =>
        payload(await commands.settleJurisdiction(context.actor, input), context),
    },
  };
}
