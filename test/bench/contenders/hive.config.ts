import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

/**
 * Read by the command line of Hive Gateway. Limits off as in its authors' own benchmark; identical
 * requests to subgraphs are shared by default, identical requests of clients where asked for.
 */
const { HIVE_PLANNER, HIVE_SHARES_INBOUND } = process.env;

export const gatewayConfig = defineConfig({
  maxDepth: false,
  maxTokens: false,
  logging: 'error',
  graphiql: false,
  landingPage: false,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => {
      const authorization = request.headers.get('authorization');
      return authorization === null ? {} : { authorization };
    },
  },
  transportEntries: {
    '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } },
  },
  ...(HIVE_PLANNER === 'rust' ? { unifiedGraphHandler } : {}),
  ...(HIVE_SHARES_INBOUND === 'yes' ? { inboundInflightRequestDeduplication: true } : {}),
});
