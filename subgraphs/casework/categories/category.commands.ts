import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, type Keyed } from '../dossier/case-act.ts';
import { checkCategory, checkClassification } from './category.rules.ts';

/** Resolves to the case's id. */
export type ClassifyCase = (
  actor: Actor,
  input: Keyed & { caseId: string; category: readonly string[] },
) => Promise<string>;

export function createClassifyCase(deps: ActDeps): ClassifyCase {
  return (actor, input) =>
    actOnCase(deps, actor, { act: 'classifyCase', input }, async (held) => {
      checkClassification(actor, held.dossier);
      held.row.category = checkCategory(deps.profile, input.category);
      await held.append('CASE_CLASSIFIED');
      return held.row.id;
    });
}
