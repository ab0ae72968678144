import { badUserInput } from '../../kit/errors.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { AssignmentRow } from '../assignments/assignment.entity.ts';
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

/**
 * A mailbox tells which unit spoke, and tells it of whoever can have: the mailbox's owner, the city's own
 * units that serve or keep cases, whoever was ever given this one. A word may arrive after its unit was
 * relieved.
 * @throws BAD_USER_INPUT
 */
export function checkSpeaker(
  unitId: string | null,
  {
    row,
    assignments,
    units,
  }: {
    row: Pick<CaseRow, 'mailboxUnit' | 'keptBy'>;
    assignments: readonly Pick<AssignmentRow, 'unitId'>[];
    units: Profile['city']['units'];
  },
): void {
  if (unitId === null) return;
  const { petitionBureau, governmentOffice } = units;
  const known = [row.mailboxUnit, row.keptBy, petitionBureau, governmentOffice];
  if (known.includes(unitId) || assignments.some((one) => one.unitId === unitId)) return;
  throw badUserInput('note.unitId', 'a unit that has a part in the case', 'another one');
}
