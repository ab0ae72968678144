import { readFileSync } from 'node:fs';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'undici';
import { readContenderSettings } from './settings.ts';
import type { StockContext } from './stock-context.ts';

/** The stock gateway as fast as its configuration makes it: pooled connections, no plugins. */
function pooledDataSource(url: string): GraphQLDataSource<StockContext> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 128 });
  return {
    process: async ({ request, context }) => {
      const { body } = await pool.request({
        method: 'POST',
        path: pathname,
        headers: {
          'content-type': 'application/json',
          ...(context.authorization === undefined ? {} : { authorization: context.authorization }),
        },
        body: JSON.stringify({ query: request.query, variables: request.variables }),
      });
      return (await body.json()) as { data: Record<string, unknown> };
    },
  };
}

const { port, supergraphPath } = readContenderSettings();
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraphPath, 'utf8'),
  buildService: ({ url = '' }) => pooledDataSource(url),
});
const server = new ApolloServer<StockContext>({
  gateway,
  persistedQueries: false,
  plugins: [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ],
});
await startStandaloneServer(server, {
  listen: { port, host: '127.0.0.1' },
  context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
});
