import type { Actor } from '../../../schema/contract/actor.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type { CaseRow } from './case.entity.ts';

/** The resolver of a mutation whose command resolves to the case's id and whose payload is the case. */
export function caseMutation<Input>(command: (actor: Actor, input: Input) => Promise<string>) {
  return async (
    _root: unknown,
    input: Input,
    { actor, loaders }: CaseworkContext,
  ): Promise<{ case: CaseRow }> => ({
    case: await found(loaders.caseById, await command(actor, input)),
  });
}
