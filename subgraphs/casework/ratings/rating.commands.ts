import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, type Keyed } from '../dossier/case-act.ts';
import type { Satisfaction } from '../generated/resolver-types.ts';
import { checkOptionalText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkRating } from './rating.rules.ts';

interface Rate extends Keyed {
  caseId: string;
  satisfaction: Satisfaction;
  comment?: string | null | undefined;
}

/** Resolves to the case's id. */
export type RateCase = (actor: Actor, input: Rate) => Promise<string>;

export function createRateCase(deps: ActDeps): RateCase {
  return (actor, input) =>
    actOnCase(deps, actor, { act: 'rateCase', input }, async (held) => {
      checkRating(actor, held.dossier);
      held.add('ratings', {
        satisfaction: input.satisfaction,
        comment: checkOptionalText('comment', input.comment, NOTE_MAX_CHARS),
        ratedAt: held.at,
      });
      await held.append('CASE_RATED');
      return held.row.id;
    });
}
