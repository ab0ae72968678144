import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import type { Identity } from '../../auth/caller.ts';
import type { VerifyToken } from '../../auth/verify-token.ts';
import { isData } from '../../execution/merge.ts';
import { clientAddress } from '../../limits/client-address.ts';
import type { MarkClient } from '../../limits/client-mark.ts';
import type { RateLimits } from '../../limits/rate.ts';
import type { ForwardHeaders } from '../../traffic/forward-headers.ts';
import { CLOSE_CODES } from './close-codes.ts';
import type { SocketConnection } from './socket-connection.ts';

/** What a client says of itself when it connects. */
type ConnectionParams = Readonly<Record<string, unknown>>;

/** Who speaks over one socket. */
export interface SocketIdentity extends Identity {
  /** The client's own id for the connection; null where it gave none. */
  requestId: string | null;
  /** Of the client, as rates count it. */
  address: string;
  /** See Caller. */
  client?: string;
  forwarded?: Readonly<Record<string, string>>;
  params: ConnectionParams;
}

export interface IdentityDeps {
  verifyToken: VerifyToken;
  rates: RateLimits;
  trustedProxies: number;
  forwardHeaders: ForwardHeaders;
  markClient: MarkClient;
}

const AUTHORIZATION = 'authorization';

/**
 * Recognises who opens a socket, and closes it a little before their token expires. A refused
 * socket is closed with the code that tells its client what to do.
 * @returns false where the socket was refused
 */
export async function admitSocket(
  deps: IdentityDeps,
  connection: SocketConnection,
  params: ConnectionParams = {},
): Promise<boolean> {
  try {
    const identity = await identify(deps, connection.request, params);
    connection.identity = identity;
    connection.tokenLife.liveUntil(identity.expiresAtMs);
    return true;
  } catch (error) {
    const code = error instanceof GraphQLError ? error.extensions.code : null;
    connection.close(code === 'UNAUTHENTICATED' ? CLOSE_CODES.refused : CLOSE_CODES.tryAgainLater);
    return false;
  }
}

/** @throws GraphQLError RATE_LIMITED, UNAUTHENTICATED or IDENTITY_PROVIDER_UNAVAILABLE */
export async function identify(
  deps: IdentityDeps,
  request: IncomingMessage,
  params: ConnectionParams,
): Promise<SocketIdentity> {
  const address = clientAddress(request, deps.trustedProxies);
  deps.rates.passAddress(address);
  const authorization = parameter(params, AUTHORIZATION) ?? request.headers.authorization;
  const identity = await deps.verifyToken(authorization);
  const client = deps.markClient(address);
  const forwarded = deps.forwardHeaders({
    ...request.headers,
    ...lowerCased(params),
    ...lowerCased(params.headers),
  });
  return {
    ...identity,
    requestId: parameter(params, REQUEST_ID_HEADER) ?? null,
    address,
    ...(client !== null && { client }),
    ...(forwarded && { forwarded }),
    params,
  };
}

/** The same client with another token. */
export function withAuthorization(
  params: ConnectionParams,
  authorization: string,
): ConnectionParams {
  const { [AUTHORIZATION]: _old, ...headers } = lowerCased(params.headers);
  return { ...lowerCased(params), headers, authorization };
}

/** `authorization`, `Authorization` or either below `headers`, as clients do it in all these ways. */
function parameter(params: ConnectionParams, name: string): string | undefined {
  for (const place of [params, params.headers]) {
    const value = lowerCased(place)[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function lowerCased(params: unknown): Record<string, unknown> {
  const entries = isData(params) ? Object.entries(params) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}
