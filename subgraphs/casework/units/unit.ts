import type { Actor } from '../../../schema/contract/actor.ts';
import { departmentId, districtId, unitTypename } from '../../../schema/contract/ids.ts';
import type { UnitStub } from '../../../schema/contract/stubs.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { actsAsBureau, bureauUnitOf, type Keeping } from '../../kit/profile/kept-from.rules.ts';
import type { Profile } from '../../kit/profile/profile.ts';

import type { UnitDirectory } from '../../kit/profile/known-units.ts';

type City = Profile['city'];

/**
 * A unit as casework knows it: by id alone.
 * @throws Error where the id is no unit's, which a stored id never is
 */
export function toUnit(id: string): UnitStub {
  const __typename = unitTypename(id);
  if (!__typename) throw new Error(`expected a unit id, got "${id}"`);
  return { __typename, id };
}

/** A unit's name, as documents print it; its id where the city never had the unit. */
export function unitName({ districts, departments }: UnitDirectory, id: string): string {
  const unit =
    districts.find(({ code }) => districtId(code) === id) ??
    departments.find(({ code }) => departmentId(code) === id);
  return unit?.name ?? id;
}

/**
 * The unit an act is recorded under; the petition bureau is itself one of the departments (R5), and so
 * is the government office where it stands in for a bureau that is accused.
 */
export function actingUnit(actor: Actor, keeping: Keeping, { units }: City): string | null {
  if (actor.role === 'CITY_BUREAU') return units.petitionBureau;
  return actsAsBureau(actor, keeping) ? bureauUnitOf(keeping, units) : actor.unit;
}

/** The bureau that serves a mailbox: a district's own, otherwise the city's (R67), or who stands in for it. */
export function bureauOf(
  { mailbox, mailboxUnit, ...keeping }: Pick<CaseRow, 'mailbox' | 'mailboxUnit'> & Keeping,
  { units }: City,
): string | null {
  if (mailbox === 'DISTRICT' && mailboxUnit) return mailboxUnit;
  return bureauUnitOf(keeping, units);
}
