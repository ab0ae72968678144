import { totalOf } from '../../kit/pages/keyset.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { petitionStub } from '../petitions/petition-stub.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseConnectionResolvers,
  CaseResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import { caseMutation } from './case-mutation.ts';
import type { CaseCommands } from './case.commands.ts';
import { toSearch } from './case.loaders.ts';
import { answerDeadline, isPublicAct } from '../status/status.rules.ts';
import { maySeeInternals } from './case.access.rules.ts';
import { seenCase } from './seen-case.ts';

interface CaseResolverMap {
  Query: Pick<QueryResolvers<CaseworkContext>, 'case' | 'cases'>;
  Mutation: Pick<
    MutationResolvers<CaseworkContext>,
    'acceptCase' | 'declineCase' | 'concludeCase' | 'archiveCase'
  >;
  Case: CaseResolvers<CaseworkContext>;
  CaseConnection: CaseConnectionResolvers<CaseworkContext>;
}

export function createCaseResolvers(deps: {
  commands: CaseCommands;
  clock: Clock;
}): CaseResolverMap {
  const { commands, clock } = deps;
  return {
    Query: {
      case: (_root, { id }, context) => seenCase(id, context),
      cases: (_root, { filter, ...page }, { actor, loaders }) =>
        loaders.casePage(toSearch(actor, filter, clock.now()), page),
    },
    Mutation: {
      acceptCase: caseMutation(commands.acceptCase),
      declineCase: caseMutation(commands.declineCase),
      concludeCase: caseMutation(commands.concludeCase),
      archiveCase: caseMutation(commands.archiveCase),
    },
    Case: caseFields,
    CaseConnection: {
      totalCount: (page, _args, { loaders }) => totalOf(page, () => loaders.caseCount(page.search)),
    },
  };
}

const caseFields: CaseResolvers<CaseworkContext> = {
  __resolveReference: ({ id }, context) => seenCase(id, context),
  petition: (row) => petitionStub(row.petitionId),
  mailboxUnit: ({ mailboxUnit }) => (mailboxUnit ? toUnit(mailboxUnit) : null),
  handlingUnits: (row) => row.handlingUnits.map(toUnit),
  assignments: (row, _args, { loaders }) => loaders.assignmentsByCase.load(row.id),
  // A mailbox's system, which meets its case at the registration, gets no private answer anywhere (R66).
  replies: async (row, _args, { actor, loaders }) => {
    const replies = await loaders.repliesByCase.load(row.id);
    return actor.role === 'SYSTEM'
      ? replies.filter(({ visibility }) => visibility === 'PUBLIC')
      : replies;
  },
  deadlines: (row, _args, { loaders }) => loaders.deadlinesByCase.load(row.id),
  answerDeadline: async (row, _args, { loaders }) =>
    answerDeadline(await loaders.deadlinesByCase.load(row.id)),
  overdueAlerts: (row, _args, { loaders }) => loaders.alertsByCase.load(row.id),
  timeline: async (row, _args, { actor, loaders }) => {
    const events = await loaders.eventsByCase.load(row.id);
    return maySeeInternals(actor) ? events : events.filter(({ act }) => isPublicAct(act));
  },
};
