import type { Actor, Role } from '../../../schema/contract/actor.ts';
import type { Profile } from './profile.ts';

/** The city's two offices that otherwise read every letter (R67, R68). */
export type CityOffice = Extract<Role, 'CITY_BUREAU' | 'CITY_OFFICE'>;

/** Which of the two a letter is kept from; from both where the unit for discipline has it instead. */
export type KeptFrom = CityOffice | 'BOTH';

/** From whom a letter or its case is kept, and the unit that has it where that is both offices. */
interface Kept {
  keptFrom: KeptFrom | null;
  keptBy: string | null;
}

/** The same of a letter of which it may not be known; absent is as null. */
export type Keeping = { [Key in keyof Kept]?: Kept[Key] | undefined };

export function isCityOffice(role: Role): role is CityOffice {
  return role === 'CITY_BUREAU' || role === 'CITY_OFFICE';
}

/**
 * Whom a letter is kept from since it accuses them (《信访工作条例》, art. 46). Of the two offices the
 * other stands in; what accuses both is for the city's unit for discipline inspection (纪检监察). Where
 * there is none, or it is accused as well, it is the government office's, above which there is nobody.
 */
export function keepingOf(
  accusedUnits: readonly string[],
  { petitionBureau, governmentOffice, disciplineInspection }: Profile['city']['units'],
): Kept {
  const accuses = (unit: string): boolean => accusedUnits.includes(unit);
  const hasDiscipline = disciplineInspection !== null && !accuses(disciplineInspection);
  if (hasDiscipline && accuses(petitionBureau) && accuses(governmentOffice))
    return { keptFrom: 'BOTH', keptBy: disciplineInspection };
  if (accuses(petitionBureau)) return { keptFrom: 'CITY_BUREAU', keptBy: null };
  return { keptFrom: accuses(governmentOffice) ? 'CITY_OFFICE' : null, keptBy: null };
}

/** Whether there is no such letter for a role; case.scope.ts of casework says the same in SQL. */
export function isKeptFrom(role: Role, { keptFrom }: Keeping): boolean {
  return keptFrom === 'BOTH' ? isCityOffice(role) : role === keptFrom;
}

/** Whether an actor does for a letter or its case what is the city bureau's to do (R67). */
export function actsAsBureau(actor: Actor, keeping: Keeping): boolean {
  if (keeping.keptFrom === 'BOTH') return isKeeper(actor, keeping);
  return actor.role === (keeping.keptFrom === 'CITY_BUREAU' ? 'CITY_OFFICE' : 'CITY_BUREAU');
}

/** Whether it does what is otherwise the government office's to do (R68). */
export function actsAsOffice(actor: Actor, keeping: Keeping): boolean {
  if (keeping.keptFrom === 'BOTH') return isKeeper(actor, keeping);
  return actor.role === (keeping.keptFrom === 'CITY_OFFICE' ? 'CITY_BUREAU' : 'CITY_OFFICE');
}

/** The unit behind `actsAsBureau`. */
export function bureauUnitOf(
  { keptFrom, keptBy }: Keeping,
  { petitionBureau, governmentOffice }: Profile['city']['units'],
): string {
  return keptBy ?? (keptFrom === 'CITY_BUREAU' ? governmentOffice : petitionBureau);
}

function isKeeper({ role, unit }: Actor, { keptBy }: Keeping): boolean {
  return role === 'DEPARTMENT' && unit !== null && unit === keptBy;
}
