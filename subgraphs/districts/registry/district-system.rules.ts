import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, forbidden, unauthenticated } from '../../kit/errors.ts';
import { isCityOffice } from '../../kit/profile/kept-from.rules.ts';

const MAX_URL_LENGTH = 2_000;

/** @throws UNAUTHENTICATED, FORBIDDEN unless the city's petition bureau asks */
export function checkMayDecide({ role }: Actor): void {
  if (role === 'ANONYMOUS') throw unauthenticated();
  if (role !== 'CITY_BUREAU') throw forbidden('decide by whom a district is served');
}

/**
 * Of the systems only the gateway and the city's own see it: a mailbox's key speaks for a unit.
 * @throws UNAUTHENTICATED, FORBIDDEN
 */
export function checkMaySee({ role, unit }: Actor): void {
  if (role === 'ANONYMOUS') throw unauthenticated();
  if (!isCityOffice(role) && !(role === 'SYSTEM' && unit === null))
    throw forbidden('see by whom the districts are served');
}

/**
 * An address in one spelling, so that joining again is known as such.
 * @throws BAD_USER_INPUT naming `url`
 */
export function checkSystemUrl(text: string): string {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw badUserInput('url', 'an http or https address', 'something else');
  if (url.username !== '' || url.password !== '')
    throw badUserInput('url', 'an address without credentials', 'one with credentials');
  if (url.hash !== '') throw badUserInput('url', 'an address without a fragment', 'one with one');
  // a bare # stays otherwise
  url.hash = '';
  return url.href;
}
