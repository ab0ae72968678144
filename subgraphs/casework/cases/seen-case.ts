import type { CaseworkContext } from '../context.ts';
import { isCaseId } from '../input/ids.rules.ts';
import { maySee } from './case.access.rules.ts';
import type { CaseRow } from './case.entity.ts';

/** Null where it does not exist or the actor has no part in it. */
export async function seenCase(
  id: string | null | undefined,
  { actor, loaders }: CaseworkContext,
): Promise<CaseRow | null> {
  const row = id && isCaseId(id) ? await loaders.caseById.load(id) : null;
  return row && maySee(actor, row) ? row : null;
}
