import type { Role } from '../../../schema/contract/actor.ts';
import type { Profile } from './profile.ts';

/** The city's two offices that otherwise read every letter (R67, R68). */
export type CityOffice = Extract<Role, 'CITY_BUREAU' | 'CITY_OFFICE'>;

export function isCityOffice(role: Role): role is CityOffice {
  return role === 'CITY_BUREAU' || role === 'CITY_OFFICE';
}

/**
 * The office that a letter is kept from since it accuses it; the other one stands in (《信访工作条例》,
 * art. 46). What accuses both is the government office's, above which there is nobody in the city.
 */
export function keptFrom(
  accusedUnits: readonly string[],
  { petitionBureau, governmentOffice }: Profile['city']['units'],
): CityOffice | null {
  if (accusedUnits.includes(petitionBureau)) return 'CITY_BUREAU';
  return accusedUnits.includes(governmentOffice) ? 'CITY_OFFICE' : null;
}

/** Who does for a letter or its case what is the city bureau's to do (R67). */
export function bureauFor(kept: CityOffice | null | undefined): CityOffice {
  return kept === 'CITY_BUREAU' ? 'CITY_OFFICE' : 'CITY_BUREAU';
}

/** Who does what is otherwise the government office's to do (R68). */
export function officeFor(kept: CityOffice | null | undefined): CityOffice {
  return kept === 'CITY_OFFICE' ? 'CITY_BUREAU' : 'CITY_OFFICE';
}
