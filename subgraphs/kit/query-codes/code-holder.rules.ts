import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../errors.ts';

/**
 * Whoever holds a query code speaks for the petitioner (R17). Staff and systems do not, or offices
 * would rate and question themselves; to look a case up by its code stays open to them.
 * @param act what was attempted, in the imperative
 * @throws FORBIDDEN
 */
export function checkCodeHolder({ role }: Actor, act: string): void {
  if (role === 'ANONYMOUS' || role === 'CITIZEN') return;
  throw forbidden(`${act} in place of the petitioner; with a query code staff may look up alone`);
}

/** To whom idempotency keys belong that come with a query code: who holds it may have no account. */
export function codeHolderOf(petitionId: string): string {
  return `query code of ${petitionId}`;
}
