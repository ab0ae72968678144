import type { Actor } from '../../../schema/contract/actor.ts';
import { unitTypename } from '../../../schema/contract/ids.ts';
import { isCityOffice, type CityOffice } from '../../kit/profile/kept-from.rules.ts';
import { badUserInput, forbidden, unauthenticated } from '../../kit/errors.ts';

/**
 * The units whose events an actor gets: the city's bureau and office any (R67, R68), a district or
 * department its own alone.
 * @param asked null means all the actor may see
 * @returns null for all
 * @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export function unitsToWatch(actor: Actor, asked: readonly string[] | null): string[] | null {
  switch (actor.role) {
    case 'ANONYMOUS':
      throw unauthenticated();
    case 'CITIZEN':
    case 'SYSTEM':
      throw forbidden('watch the work of units');
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return asked && checkUnits(asked);
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return ownUnit(actor.unit, asked && checkUnits(asked));
  }
}

/** The office whose own accusations are left out of what it watches; null for all others. */
export function cityOfficeOf({ role }: Actor): CityOffice | null {
  return isCityOffice(role) ? role : null;
}

/** @throws BAD_USER_INPUT */
export function checkDistricts(asked: readonly string[] | null): readonly string[] | null {
  const stranger = asked?.find((id) => unitTypename(id) !== 'District');
  if (stranger === undefined) return asked;
  throw badUserInput('districts', 'district ids such as district:511602', JSON.stringify(stranger));
}

function checkUnits(asked: readonly string[]): string[] {
  const stranger = asked.find((unit) => !unitTypename(unit));
  if (stranger === undefined) return [...asked];
  throw badUserInput(
    'units',
    'unit ids such as district:511602 or department:housing',
    JSON.stringify(stranger),
  );
}

function ownUnit(own: string | null, asked: readonly string[] | null): string[] {
  if (own === null || asked?.some((unit) => unit !== own))
    throw forbidden("watch another unit's work");
  return asked ? [...asked] : [own];
}
