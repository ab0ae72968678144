import { badUserInput, unauthenticated } from '../../kit/errors.ts';
import { policyById } from '../../kit/profile/choose-policy.ts';
import { hashQueryCode } from '../../kit/query-codes/query-code.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { maySee, maySeeInternals } from '../cases/case.access.rules.ts';
import { seenCase } from '../cases/seen-case.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseStatusResolvers,
  NextStepResolvers,
  QueryCaseStatusArgs,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { petitionStub } from '../petitions/petition-stub.ts';
import { isRatable } from '../ratings/rating.rules.ts';
import { bureauOf, toUnit } from '../units/unit.ts';
import { describeNextStep, handlersOf, nextStep } from './next-step.rules.ts';
import { answerDeadline, isPublicAct } from './status.rules.ts';

/** The code is the right to see: whoever holds it reads replies of both visibilities (R17). */
export function createStatusResolvers({ profile }: Pick<ActDeps, 'profile'>): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'caseStatus'>;
  CaseStatus: CaseStatusResolvers<CaseworkContext>;
  NextStep: NextStepResolvers<CaseworkContext>;
} {
  const policyOf = ({ policy }: CaseRow) => policyById(profile.policies, policy);
  return {
    Query: {
      caseStatus: (_root, args, context) => {
        const { queryCode, caseId } = oneOfCodeAndId(args);
        return queryCode === null
          ? caseOfActor(caseId, context)
          : findByQueryCode(queryCode, context);
      },
    },
    CaseStatus: {
      dueOn: async (row, _args, { loaders }) =>
        answerDeadline(await loaders.deadlinesByCase.load(row.id))?.dueOn ?? null,
      answerDeadline: async (row, _args, { loaders }) =>
        answerDeadline(await loaders.deadlinesByCase.load(row.id)),
      petition: ({ petitionId }) => petitionStub(petitionId),
      isRepeat: ({ repeatOf }) => Boolean(repeatOf),
      repeatOf: async ({ repeatOf }, _args, { actor, loaders }) => {
        const first =
          repeatOf && maySeeInternals(actor) ? await loaders.caseById.load(repeatOf) : null;
        return first && maySee(actor, first) ? first.registrationNumber : null;
      },
      supervisions: async (row, _args, { loaders }) => {
        const supervisions = await loaders.records.supervisions.load(row.id);
        return supervisions.filter(({ deliveredAt }) => deliveredAt);
      },
      handlingUnits: (row) => handlersOf({ row, bureau: bureauOf(row, profile.city) }).map(toUnit),
      nextStep: async (row, _args, { loaders }) =>
        nextStep({
          row,
          bureau: bureauOf(row, profile.city),
          moderation: await loaders.moderationByPetition.load(row.petitionId),
          deadlines: await loaders.deadlinesByCase.load(row.id),
          hasReviews: Boolean(policyOf(row)?.reviews),
        }),
      mayRate: async (row, _args, { loaders }) =>
        isRatable({
          row,
          ratings: await loaders.records.ratings.load(row.id),
          policy: policyOf(row),
        }),
      replies: (row, _args, { loaders }) => loaders.repliesByCase.load(row.id),
      timeline: async (row, _args, { loaders }) =>
        (await loaders.eventsByCase.load(row.id)).filter(({ act }) => isPublicAct(act)),
    },
    NextStep: {
      units: ({ units }) => units.map(toUnit),
      text: (step, { language }) => describeNextStep(step, language),
    },
  };
}

type CodeOrId = { queryCode: string; caseId: null } | { queryCode: null; caseId: string };

/** @throws BAD_USER_INPUT unless exactly one of them is given */
export function oneOfCodeAndId(args: Partial<QueryCaseStatusArgs>): CodeOrId {
  const { queryCode = null, caseId = null } = args;
  if (queryCode !== null && caseId === null) return { queryCode, caseId };
  if (caseId !== null && queryCode === null) return { queryCode, caseId };
  const received = caseId === null ? 'neither' : 'both';
  throw badUserInput('queryCode', 'exactly one of queryCode and caseId', received);
}

/** @returns null where the actor has no part in it @throws UNAUTHENTICATED */
export async function caseOfActor(
  caseId: string,
  context: CaseworkContext,
): Promise<CaseRow | null> {
  if (context.actor.role === 'ANONYMOUS') throw unauthenticated();
  return seenCase(caseId, context);
}

/** @throws BAD_USER_INPUT for a mistyped code, RATE_LIMITED after too many wrong ones */
export function findByQueryCode(
  queryCode: string,
  { guesses, client, loaders }: CaseworkContext,
): Promise<CaseRow | null> {
  return guesses.attempt(client, hashQueryCode(queryCode), (hash) =>
    loaders.caseByQueryCodeHash.load(hash),
  );
}
