import { departmentId, districtId, unitTypename } from '../../../schema/contract/ids.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { UnitDirectory } from '../../kit/profile/known-units.ts';

/**
 * @param day YYYY-MM-DD; an area code has days on which it is valid
 * @throws BAD_USER_INPUT naming `unit` where no such unit can be given a matter on that day
 */
export function requireUnit(directory: UnitDirectory, unit: string, day: string): void {
  if (unitTypename(unit) === null)
    throw badUserInput('unit', 'a unit id such as district:511602', 'something else');
  if (!isUnitOn(directory, unit, day))
    throw badUserInput('unit', `a unit of this city on ${day}`, `"${unit}"`);
}

/** R29: the units that a unit passes mandates on to. */
export function unitsBelow({ districts, departments }: UnitDirectory, unit: string): string[] {
  return [
    ...districts.filter(({ under }) => under === unit).map(({ code }) => districtId(code)),
    ...departments.filter(({ under }) => under === unit).map(({ code }) => departmentId(code)),
  ];
}

function isUnitOn({ districts, departments }: UnitDirectory, unit: string, day: string): boolean {
  return (
    departments.some(({ code }) => departmentId(code) === unit) ||
    districts.some(
      ({ code, validFrom, validTo }) =>
        districtId(code) === unit && validFrom <= day && (validTo === null || day <= validTo),
    )
  );
}
