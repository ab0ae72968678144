import type { RequestHandler } from 'express';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';

const ALLOWED_HEADERS = ['authorization', 'content-type', 'last-event-id', REQUEST_ID_HEADER].join(
  ', ',
);
const EXPOSED_HEADERS = [REQUEST_ID_HEADER, 'retry-after'].join(', ');
const PREFLIGHT_SECONDS = '600';

/**
 * Lets pages of the named origins call; without any, browsers keep to the gateway's own origin.
 * No credentials: tokens travel in a header that a page sets itself.
 */
export function allowOrigins(
  origins: readonly string[],
  methods: 'GET, POST' | 'GET, PUT' = 'GET, POST',
): RequestHandler {
  const allowed = new Set(origins);
  return (request, response, next) => {
    if (allowed.size > 0) response.vary('origin');
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allowed.has(origin);
    if (isAllowed) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
    }
    const isPreflight =
      request.method === 'OPTIONS' &&
      request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) {
      next();
      return;
    }
    if (isAllowed) {
      response.setHeader('access-control-allow-methods', methods);
      response.setHeader('access-control-allow-headers', ALLOWED_HEADERS);
      response.setHeader('access-control-max-age', PREFLIGHT_SECONDS);
    }
    response.status(204).end();
  };
}
