import { petitionTypename } from '../../../schema/contract/ids.ts';
import type { PetitionStub } from '../../../schema/contract/stubs.ts';

/** With what the letter's mailbox lets the actor read of it, where a field asks for that. */
export interface PetitionReference extends PetitionStub {
  title?: string | null | undefined;
  content?: string | null | undefined;
  place?: string | null | undefined;
  petitioner?: PetitionerReference | undefined;
}

/** Phone and address are null where the name is masked. */
interface PetitionerReference {
  name: string;
  phone?: string | null | undefined;
  address?: string | null | undefined;
  isMasked: boolean;
}

/**
 * A petition as casework knows it: by id alone.
 * @throws Error where the id is no petition's, which a stored id never is
 */
export function petitionStub(id: string): PetitionStub {
  const __typename = petitionTypename(id);
  if (!__typename) throw new Error(`expected a petition id, got "${id}"`);
  return { __typename, id };
}
