import type { Actor } from '../../../schema/contract/actor.ts';
import type { Letter, Person } from './letter.ts';

/** `letter`: the text, with the writer masked. */
export type Access = 'full' | 'letter' | 'none';

/**
 * What an actor may read of a letter to this district.
 * @param handlingUnits who has been given the case, as the gateway brings it; null where unknown
 */
export function accessTo(
  actor: Actor,
  letter: Letter,
  handlingUnits: readonly string[] | null | undefined,
): Access {
  const owner = ownerOf(letter.id);
  switch (actor.role) {
    case 'ANONYMOUS':
      return 'none';
    case 'CITIZEN':
      return actor.id !== '' && letter.account === actor.id ? 'full' : 'none';
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return 'full';
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return isUnitWithDuty(actor, letter, [owner, ...(handlingUnits ?? [])]) ? 'full' : 'none';
    case 'SYSTEM':
      return actor.unit === owner ? 'letter' : 'none';
  }
}

/** Units may learn that a letter exists: who handles it is known to casework alone. */
export function mayKnowOf(actor: Actor, letter: Letter): boolean {
  const isUnit = actor.role === 'DISTRICT_BUREAU' || actor.role === 'DEPARTMENT';
  return isUnit ? !isAccused(actor, letter) : accessTo(actor, letter, null) !== 'none';
}

/** A unit that the letter accuses never learns of it, whatever it has been given. */
export function isAccused({ unit }: Actor, { accusedUnits }: Letter): boolean {
  return unit !== null && accusedUnits.includes(unit);
}

function isUnitWithDuty(actor: Actor, letter: Letter, units: readonly string[]): boolean {
  return actor.unit !== null && units.includes(actor.unit) && !isAccused(actor, letter);
}

/** Citizens write for themselves, the district's own staff for others (R47). */
export function filingOf(actor: Actor, district: string): 'OWN' | 'ASSISTED' | null {
  if (actor.role === 'CITIZEN') return 'OWN';
  return actor.role === 'DISTRICT_BUREAU' && actor.unit === district ? 'ASSISTED' : null;
}

export function mayImport(actor: Actor, district: string): boolean {
  const isOwn = actor.unit === district;
  return (
    actor.role === 'CITY_BUREAU' ||
    ((actor.role === 'DISTRICT_BUREAU' || actor.role === 'SYSTEM') && isOwn)
  );
}

/** 李某; nothing of a name that may not begin with the surname. */
export function maskName({ kind, name }: Pick<Person, 'kind' | 'name'>): string {
  const characters = Array.from(name.trim());
  if (kind === 'PERSON')
    return /^\p{Script=Han}{2,4}$/u.test(name.trim()) ? `${characters[0] ?? ''}某` : '某某';
  return `${characters.slice(0, Math.min(2, characters.length - 1)).join('')}＊＊`;
}

function ownerOf(id: string): string {
  return id.slice(0, id.lastIndexOf(':'));
}
