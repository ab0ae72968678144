import { districtId } from '../../../schema/contract/ids.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { DistrictEntry, Profile } from '../../kit/profile/profile.ts';

export interface DistrictRow extends DistrictEntry {
  /** `district:<area code>`. */
  id: string;
}

export interface Directory {
  /** Valid on a day (YYYY-MM-DD), by code. */
  districts(day: string): DistrictRow[];
  /** All the city ever had, in order. */
  codes(): string[];
  /** The district a code last stood for, whether it is still valid or not. */
  byCode(code: string): DistrictRow | null;
  byId(id: string): DistrictRow | null;
  /** @throws BAD_USER_INPUT naming `district` where the city never had the code */
  requireKnown(code: string): DistrictRow;
  /** @throws BAD_USER_INPUT naming `district` unless the code is valid on the day */
  requireValid(code: string, day: string): DistrictRow;
}

/** The city's districts as its profile names them; area codes come and go. */
export function createDirectory(profile: Profile): Directory {
  const rows = profile.districts
    .map((entry): DistrictRow => ({ ...entry, id: districtId(entry.code) }))
    .toSorted((one, two) => compare(one.code, two.code) || compare(one.validFrom, two.validFrom));
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    codes: () => [...byCode.keys()],
    districts: (day) => rows.filter((row) => isValidOn(row, day)),
    byCode: (code) => byCode.get(code) ?? null,
    byId: (id) => byId.get(id) ?? null,
    requireKnown: (code) => {
      const row = byCode.get(code);
      if (!row) throw badUserInput('district', 'the area code of a district', 'an unknown one');
      return row;
    },
    requireValid: (code, day) => {
      const row = rows.find((one) => one.code === code && isValidOn(one, day));
      if (!row) throw badUserInput('district', `an area code valid on ${day}`, 'another one');
      return row;
    },
  };
}

function isValidOn({ validFrom, validTo }: DistrictEntry, day: string): boolean {
  return validFrom <= day && (validTo === null || day <= validTo);
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
