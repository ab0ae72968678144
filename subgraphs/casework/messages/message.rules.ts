import type { CaseRow } from '../cases/case.entity.ts';

/**
 * The units for which a petitioner's message waits (R17): the mailbox's owner and whoever handles the
 * case, each once, never one that the letter accuses. The city's bureau watches all of them.
 */
export function unitsToTell({
  mailboxUnit,
  handlingUnits,
  accusedUnits,
}: Pick<CaseRow, 'mailboxUnit' | 'handlingUnits' | 'accusedUnits'>): string[] {
  const units = new Set([...(mailboxUnit ? [mailboxUnit] : []), ...handlingUnits]);
  return [...units].filter((unit) => !accusedUnits.includes(unit));
}
