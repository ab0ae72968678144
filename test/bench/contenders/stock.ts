import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readContenderSettings } from './settings.ts';
import type { StockContext } from './stock-context.ts';

/** @apollo/server with @apollo/gateway as its documentation says, the identity handed on. */
class ForwardingDataSource extends RemoteGraphQLDataSource<StockContext> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<StockContext>['willSendRequest']>>[0]) {
    if (context.authorization !== undefined)
      request.http?.headers.set('authorization', context.authorization);
  }
}

const { port, supergraphPath } = readContenderSettings();
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraphPath, 'utf8'),
  buildService: ({ url = '' }) => new ForwardingDataSource({ url }),
});
await startStandaloneServer(new ApolloServer<StockContext>({ gateway }), {
  listen: { port, host: '127.0.0.1' },
  context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
});
