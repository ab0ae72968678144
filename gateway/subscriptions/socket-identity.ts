import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import { REQUEST_ID_HEADER, type Actor } from '../../schema/contract/actor.ts';
import type { VerifyToken } from '../auth/verify-token.ts';
import { isData } from '../execution/merge.ts';
import { CLOSE_CODES, type CloseReason } from './close-codes.ts';

/** Who speaks over one socket. */
export interface SocketIdentity {
  actor: Actor;
  /** The client's own id for the connection; null where it gave none. */
  requestId: string | null;
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
  verifyToken: VerifyToken,
): Promise<SocketIdentity | null> {
  try {
    const authorization =
      parameter(connectionParams, 'authorization') ?? request.headers.authorization;
    const { actor, expiresAtMs } = await verifyToken(authorization);
    if (expiresAtMs !== null) closeBeforeExpiry(socket, expiresAtMs);
    return { actor, requestId: parameter(connectionParams, REQUEST_ID_HEADER) ?? null };
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
