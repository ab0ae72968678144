import { GraphQLError } from 'graphql';
import { isData } from '../../execution/merge.ts';
import { isSameHolder } from '../delivery/token-life.ts';
import { CLOSE_CODES } from './close-codes.ts';
import type { SocketConnection } from './socket-connection.ts';
import {
  identify,
  withAuthorization,
  type IdentityDeps,
  type SocketIdentity,
} from './socket-identity.ts';

/** Answers a graphql-ws ping; with an `authorization` in its payload it renews the connection. */
export type AnswerPing = (connection: SocketConnection, payload: unknown) => Promise<void>;

export function createPingAnswers(deps: IdentityDeps): AnswerPing {
  return async (connection, payload) => {
    const { identity } = connection;
    const authorization = isData(payload) ? payload.authorization : undefined;
    if (identity && typeof authorization === 'string')
      await renew(deps, connection, identity, authorization);
    else sendPong(connection, authorization === undefined ? payload : undefined);
  };
}

/** What is live on the socket goes on untouched. */
async function renew(
  deps: IdentityDeps,
  connection: SocketConnection,
  identity: SocketIdentity,
  authorization: string,
): Promise<void> {
  try {
    const params = withAuthorization(identity.params, authorization);
    const renewed = await identify(deps, connection.request, params);
    if (!isSameHolder(identity, renewed)) {
      connection.close(CLOSE_CODES.otherHolder);
      return;
    }
    connection.identity = renewed;
    connection.tokenLife.liveUntil(renewed.expiresAtMs);
    sendRenewed(connection, renewed);
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.code === 'UNAUTHENTICATED')
      connection.close(CLOSE_CODES.refused);
    // nobody could look at the new token; the old one still holds
    else sendRenewed(connection, identity);
  }
}

function sendRenewed(connection: SocketConnection, { expiresAtMs }: SocketIdentity): void {
  const renewedUntil = expiresAtMs === null ? null : new Date(expiresAtMs).toISOString();
  sendPong(connection, { renewedUntil });
}

function sendPong(connection: SocketConnection, payload: unknown): void {
  connection.send(JSON.stringify({ type: 'pong', payload }));
}
