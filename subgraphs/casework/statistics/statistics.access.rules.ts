import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden, unauthenticated } from '../../kit/errors.ts';
import type { Viewer } from '../cases/case.scope.ts';

/**
 * @returns whose cases are counted: an office's without those that accuse it
 * @throws UNAUTHENTICATED, or FORBIDDEN for all but the city's own offices and systems (R67, R68)
 */
export function requireStatistician(actor: Actor): Viewer {
  switch (actor.role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return actor;
    case 'SYSTEM':
      // a district's own system is none of the city's
      if (actor.unit?.startsWith('district:')) throw forbidden("read the city's statistics");
      return 'THE_CITY';
    case 'ANONYMOUS':
      throw unauthenticated();
    case 'CITIZEN':
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      throw forbidden("read the city's statistics");
  }
}

/**
 * @throws UNAUTHENTICATED, or FORBIDDEN for whoever works on no cases; what a district or department
 * counts is what it may see (R67, R68)
 */
export function requireCounter(actor: Actor): void {
  switch (actor.role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return;
    case 'ANONYMOUS':
      throw unauthenticated();
    case 'CITIZEN':
    case 'SYSTEM':
      throw forbidden('read statistics of cases');
  }
}

/** @throws FORBIDDEN: 考核 is the city's own (R67) */
export function requireAssessor(actor: Actor): void {
  if (actor.role !== 'CITY_BUREAU' && actor.role !== 'CITY_OFFICE')
    throw forbidden('rank the units of the city');
}
