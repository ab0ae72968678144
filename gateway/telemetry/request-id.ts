import { randomUUID } from 'node:crypto';

const WELL_FORMED = /^[\w.:-]{1,128}$/;

/** The client's own id where it is harmless in a log and a header, otherwise a new one. */
export function requestIdFrom(given: unknown): string {
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
}
