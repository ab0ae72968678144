import { petitionTypename } from '../../../schema/contract/ids.ts';
import type { PetitionStub } from '../../../schema/contract/stubs.ts';

/**
 * A petition as casework knows it: by id alone.
 * @throws Error where the id is no petition's, which a stored id never is
 */
export function petitionStub(id: string): PetitionStub {
  const __typename = petitionTypename(id);
  if (!__typename) throw new Error(`expected a petition id, got "${id}"`);
  return { __typename, id };
}
