import type { CaseRow } from '../cases/case.entity.ts';
import type { MessageNoteInput } from '../generated/resolver-types.ts';

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

/** Notes on the case since when the petitioner waits for an answer; nothing changes in an archived one (R92). */
export function keepWhatWaits(
  row: CaseRow,
  { from, sentAt }: Pick<MessageNoteInput, 'from' | 'sentAt'>,
): void {
  if (row.state === 'ARCHIVED') return;
  row.unansweredMessageAt = from === 'PETITIONER' ? sentAt : null;
}
