import { unitTypename } from '../../../schema/contract/ids.ts';
import type { UnitStub } from '../../../schema/contract/stubs.ts';

/**
 * A unit as casework knows it: by id alone.
 * @throws Error where the id is no unit's, which a stored id never is
 */
export function toUnit(id: string): UnitStub {
  const __typename = unitTypename(id);
  if (!__typename) throw new Error(`expected a unit id, got "${id}"`);
  return { __typename, id };
}
