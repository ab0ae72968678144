import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';
import type { Caller } from '../auth/caller.ts';
import type { VerifyToken } from '../auth/verify-token.ts';
import { clientAddress } from '../limits/client-address.ts';
import type { MarkClient } from '../limits/client-mark.ts';
import type { RateLimits } from '../limits/rate.ts';
import { requestScope } from '../telemetry/request-scope.ts';
import type { ForwardHeaders } from '../traffic/forward-headers.ts';

export interface HttpCaller {
  caller: Caller;
  /** Of the client, as rates count it. */
  address: string;
  /** When its token expires; null where there is none. */
  expiresAtMs: number | null;
}

/** Who sent which request; forgotten with the request. */
export interface HttpCallers {
  /** @throws Error where the request did not pass `identify` */
  of: (request: Request) => HttpCaller;
  /** A request that was identified on its way here is not counted again. */
  identify: RequestHandler;
  identified: (request: IncomingMessage, caller: HttpCaller) => void;
}

export interface CallersDeps {
  verifyToken: VerifyToken;
  rates: RateLimits;
  trustedProxies: number;
  forwardHeaders: ForwardHeaders;
  markClient: MarkClient;
}

export function createHttpCallers(deps: CallersDeps): HttpCallers {
  const known = new WeakMap<IncomingMessage, HttpCaller>();
  return {
    of: (request) => {
      const caller = known.get(request);
      if (!caller) throw new Error('a request passed authentication without a caller');
      return caller;
    },
    identify: async (request, response, next) => {
      const identified = known.get(request) ?? (await identifyCaller(deps, request, response));
      known.set(request, identified);
      // reading a body leaves the scope that the first handler opened
      requestScope.run(identified.caller.requestId, next);
    },
    identified: (request, caller) => void known.set(request, caller),
  };
}

/** @throws GraphQLError RATE_LIMITED (429), UNAUTHENTICATED (401), IDENTITY_PROVIDER_UNAVAILABLE (503) */
export async function identifyCaller(
  deps: CallersDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpCaller> {
  const address = clientAddress(request, deps.trustedProxies);
  // before the token is looked at, which costs more than the answer 429
  deps.rates.passAddress(address);
  const { actor, scopes, expiresAtMs } = await deps.verifyToken(request.headers.authorization);
  const forwarded = deps.forwardHeaders(request.headers);
  const client = deps.markClient(address);
  const caller = {
    actor,
    requestId: String(response.getHeader(REQUEST_ID_HEADER)),
    signal: signalOf(response),
    countWork: deps.rates.workOf(actor, address),
    ...(scopes && { scopes }),
    ...(client !== null && { client }),
    ...(forwarded && { forwarded }),
  };
  return { caller, address, expiresAtMs };
}

/** Aborted where the connection closes before the answer is out. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
