import { maySeeInternals } from '../cases/case.access.rules.ts';
import type { CaseworkContext } from '../context.ts';
import type { CaseStatusResolvers, QueryResolvers } from '../generated/resolver-types.ts';
import { hashQueryCode } from './query-code.rules.ts';
import { answerDeadline, isPublicAct } from './status.rules.ts';

/** The code is the right to see: whoever holds it reads replies of both visibilities (R17). */
export const statusResolvers: {
  Query: Pick<QueryResolvers<CaseworkContext>, 'caseStatus'>;
  CaseStatus: CaseStatusResolvers<CaseworkContext>;
} = {
  Query: {
    caseStatus: (_root, { queryCode }, { loaders }) =>
      loaders.caseByQueryCodeHash.load(hashQueryCode(queryCode)),
  },
  CaseStatus: {
    dueOn: async (row, _args, { loaders }) =>
      answerDeadline(await loaders.deadlinesByCase.load(row.id))?.dueOn ?? null,
    answerDeadline: async (row, _args, { loaders }) =>
      answerDeadline(await loaders.deadlinesByCase.load(row.id)),
    isRepeat: ({ repeatOf }) => Boolean(repeatOf),
    repeatOf: async ({ repeatOf }, _args, { actor, loaders }) => {
      const first =
        repeatOf && maySeeInternals(actor) ? await loaders.caseById.load(repeatOf) : null;
      return first?.registrationNumber ?? null;
    },
    supervisions: async (row, _args, { loaders }) => {
      const supervisions = await loaders.records.supervisions.load(row.id);
      return supervisions.filter(({ deliveredAt }) => deliveredAt);
    },
    replies: (row, _args, { loaders }) => loaders.repliesByCase.load(row.id),
    timeline: async (row, _args, { loaders }) =>
      (await loaders.eventsByCase.load(row.id)).filter(({ act }) => isPublicAct(act)),
  },
};
