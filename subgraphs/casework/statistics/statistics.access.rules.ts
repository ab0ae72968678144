import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden, unauthenticated } from '../../kit/errors.ts';

/** @throws UNAUTHENTICATED, or FORBIDDEN for all but the city's own offices and systems (R67, R68) */
export function requireStatistician(actor: Actor): void {
  switch (actor.role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
    case 'SYSTEM':
      return;
    case 'ANONYMOUS':
      throw unauthenticated();
    case 'CITIZEN':
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      throw forbidden("read the city's statistics");
  }
}
