import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import { REQUEST_ID_HEADER, type Actor } from '../../schema/contract/actor.ts';
import type { VerifyToken } from '../auth/verify-token.ts';
import { isData } from '../execution/merge.ts';
import { clientAddress } from '../limits/client-address.ts';
import type { MarkClient } from '../limits/client-mark.ts';
import type { RateLimits } from '../limits/rate.ts';
import type { ForwardHeaders } from '../traffic/forward-headers.ts';
import { CLOSE_CODES, type CloseReason } from './close-codes.ts';

/** Who speaks over one socket. */
export interface SocketIdentity {
  actor: Actor;
  /** See Caller. */
  scopes?: readonly string[];
  /** The client's own id for the connection; null where it gave none. */
  requestId: string | null;
  /** Of the client, as rates count it. */
  address: string;
  /** See Caller. */
  client?: string;
  forwarded?: Readonly<Record<string, string>>;
  /** Aborted when the socket closes. */
  signal: AbortSignal;
}

interface IdentityDeps {
  verifyToken: VerifyToken;
  rates: RateLimits;
  trustedProxies: number;
  forwardHeaders: ForwardHeaders;
  markClient: MarkClient;
}

const EXPIRY_MARGIN_MS = 5_000;
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Recognises who opens a socket, and closes it a little before their token expires. A refused
 * socket is closed with the code that tells its client what to do.
 * @returns null where the socket was refused
 */
export async function identifySocket(
  socket: WebSocket,
  request: IncomingMessage,
  connectionParams: Readonly<Record<string, unknown>> | undefined,
  deps: IdentityDeps,
): Promise<SocketIdentity | null> {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  try {
    const address = clientAddress(request, deps.trustedProxies);
    deps.rates.passAddress(address);
    const authorization =
      parameter(connectionParams, 'authorization') ?? request.headers.authorization;
    const { actor, scopes, expiresAtMs } = await deps.verifyToken(authorization);
    if (expiresAtMs !== null) closeBeforeExpiry(socket, expiresAtMs);
    const client = deps.markClient(address);
    const forwarded = deps.forwardHeaders({
      ...request.headers,
      ...lowerCased(connectionParams),
      ...lowerCased(connectionParams?.headers),
    });
    return {
      actor,
      ...(scopes && { scopes }),
      requestId: parameter(connectionParams, REQUEST_ID_HEADER) ?? null,
      address,
      ...(client !== null && { client }),
      ...(forwarded && { forwarded }),
      signal: gone.signal,
    };
  } catch (error) {
    const code = error instanceof GraphQLError ? error.extensions.code : null;
    close(socket, code === 'UNAUTHENTICATED' ? CLOSE_CODES.refused : CLOSE_CODES.tryAgainLater);
    return null;
  }
}

/** `authorization`, `Authorization` or either below `headers`, as clients do it in all these ways. */
function parameter(
  params: Readonly<Record<string, unknown>> | undefined,
  name: string,
): string | undefined {
  const headers = params?.headers;
  for (const place of [params, isData(headers) ? headers : undefined])
    for (const [key, value] of Object.entries(place ?? {}))
      if (key.toLowerCase() === name && typeof value === 'string') return value;
  return undefined;
}

function lowerCased(params: unknown): Record<string, unknown> {
  const entries = isData(params) ? Object.entries(params) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function closeBeforeExpiry(socket: WebSocket, expiresAtMs: number): void {
  const remainingMs = Math.max(0, expiresAtMs - EXPIRY_MARGIN_MS - Date.now());
  const timer = setTimeout(
    () => close(socket, CLOSE_CODES.tokenExpires),
    Math.min(remainingMs, LONGEST_TIMER_MS),
  ).unref();
  socket.once('close', () => clearTimeout(timer));
}

function close(socket: WebSocket, reason: CloseReason): void {
  socket.close(reason.code, reason.text);
}
