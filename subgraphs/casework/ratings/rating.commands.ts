import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, holdByQueryCode, type HeldCase, type Keyed } from '../dossier/case-act.ts';
import type { Satisfaction } from '../generated/resolver-types.ts';
import { hashQueryCode } from '../../kit/query-codes/query-code.ts';
import { checkOptionalText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkRatable, checkRating } from './rating.rules.ts';

interface Judgement {
  satisfaction: Satisfaction;
  comment?: string | null | undefined;
}

interface RateCase extends Keyed, Judgement {
  caseId: string;
}

interface RateByQueryCode extends Judgement {
  queryCode: string;
}

/** Each resolves to the case's id. */
export interface RatingCommands {
  rateCase: (actor: Actor, input: RateCase) => Promise<string>;
  /** @throws NOT_FOUND for an unknown code */
  rateByQueryCode: (actor: Actor, input: RateByQueryCode) => Promise<string>;
}

export function createRatingCommands(deps: ActDeps): RatingCommands {
  return {
    rateCase: (actor, input) =>
      actOnCase(deps, actor, { act: 'rateCase', input }, async (held) => {
        checkRating(actor, held.dossier);
        return rate(held, input);
      }),
    rateByQueryCode: (actor, input) =>
      deps.orm.em.fork().transactional(async (em) => {
        const held = await holdByQueryCode(deps, em, actor, hashQueryCode(input.queryCode));
        checkRatable(held.dossier);
        return rate(held, input);
      }),
  };
}

/** Recorded under no unit, whoever typed the code. */
async function rate(held: HeldCase, { satisfaction, comment }: Judgement): Promise<string> {
  held.add('ratings', {
    satisfaction,
    comment: checkOptionalText('comment', comment, NOTE_MAX_CHARS),
    ratedAt: held.at,
  });
  await held.append('CASE_RATED', { unitId: null });
  return held.row.id;
}
