import { createHmac, randomBytes } from 'node:crypto';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, forbidden, unauthenticated } from '../../kit/errors.ts';
import { toCursor, type LoggedEvent, type Position } from '../events/event-position.ts';

const MAX_URL_LENGTH = 2_000;
const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** Between tries that were in vain. */
export const PAUSES = { firstMs: 1_000, longestMs: 10 * 60_000 };

/** How long a receiver may take nothing before it is suspended. */
export const SUSPENDED_AFTER_MS = 3 * 24 * 3_600_000;

/** @throws UNAUTHENTICATED, FORBIDDEN unless the city's petition bureau asks */
export function checkMayDecide({ role }: Actor): void {
  if (role === 'ANONYMOUS') throw unauthenticated();
  if (role !== 'CITY_BUREAU') throw forbidden('decide where events are sent');
}

/** @throws UNAUTHENTICATED, FORBIDDEN */
export function checkMaySee({ role }: Actor): void {
  if (role === 'ANONYMOUS') throw unauthenticated();
  if (role !== 'CITY_BUREAU' && role !== 'CITY_OFFICE')
    throw forbidden('see where events are sent');
}

/** @throws BAD_USER_INPUT naming `url` */
export function checkWebhookUrl(text: string): string {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw badUserInput('url', 'an http or https address', 'something else');
  if (url.username !== '' || url.password !== '')
    throw badUserInput('url', 'an address without credentials', 'one with credentials');
  return url.href;
}

/** `whsec_` and 32 random bytes in base64, as Standard Webhooks has it. */
export function createSecret(): string {
  return SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** What is sent, by a name that is the same in every try. */
export interface Message {
  id: string;
  body: string;
}

/** What is sent of an event: ids and facts, nothing that anybody wrote and nobody's name. */
export function toMessage(event: LoggedEvent): Message {
  const body = {
    cursor: toCursor('CASE_EVENTS', event),
    kind: event.act,
    at: event.at.toISOString(),
    caseId: event.caseId,
    unit: event.unitId ?? null,
    districts: event.districts,
    assignmentId: event.assignmentId ?? null,
    alertId: event.alertId ?? null,
    alertLevel: event.level,
  };
  return { id: `evt_${event.seq}`, body: JSON.stringify(body) };
}

/** An event that did not happen, with every field of one that does; its cursor leaves the receiver where it is. */
export function toTestMessage({ xid, seq }: Position, id: string, now: Date): Message {
  const body = {
    cursor: toCursor('CASE_EVENTS', { xid, seq }),
    kind: 'TEST',
    at: now.toISOString(),
    caseId: null,
    unit: null,
    districts: [],
    assignmentId: null,
    alertId: null,
    alertLevel: null,
  };
  return { id: `test_${id}`, body: JSON.stringify(body) };
}

/** @param timestamp seconds since 1970 @returns the header `webhook-signature` */
export function signatureOf(
  secret: string,
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const signed = `${id}.${String(timestamp)}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
