import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../../kit/errors.ts';

/** R35, R67: assessment is the city bureau's alone. */
export function checkInspection(actor: Actor): void {
  if (actor.role !== 'CITY_BUREAU') throw forbidden('record an inspection');
}

/**
 * The unit whose inspections the actor may read; null: all of them.
 * @throws FORBIDDEN for whoever is no office
 */
export function inspectedUnitOf(actor: Actor): string | null {
  switch (actor.role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return null;
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return actor.unit ?? '';
    case 'CITIZEN':
    case 'SYSTEM':
    case 'ANONYMOUS':
      throw forbidden('read inspections');
  }
}
