import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { getOperationAST, type DocumentNode } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';
import { maskError } from '../execution/errors.ts';
import {
  conditionalSubscription,
  withoutConditions,
} from '../execution/conditional-subscription.ts';
import { depthLimit } from '../limits/depth.ts';
import { withLimitCode } from '../limits/limit-code.ts';
import { MAX_TOKENS } from '../limits/tokens.ts';
import type { PlannedGateway } from '../supergraph/planned-gateway.ts';
import { logOperation } from '../telemetry/operation-log.ts';
import { vendorLog } from '../telemetry/vendor-log.ts';
import { requestScope } from '../telemetry/request-scope.ts';

export interface HttpContext {
  caller: Caller;
}

interface EndpointDeps {
  gateway: PlannedGateway;
  httpServer: Server;
  log: Logger;
}

const DRAIN_GRACE_MS = 5_000;

/** Apollo Server as the HTTP protocol: parsing, validation, status codes and CSRF prevention. */
export function createGraphqlEndpoint(deps: EndpointDeps): ApolloServer<HttpContext> {
  return new ApolloServer<HttpContext>({
    gateway: deps.gateway,
    // the API schema is public; see schema/api.graphql
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted) =>
      maskError(withLimitCode(formatted), requestScope.getStore() ?? '', deps.log),
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    validationRules: [depthLimit()],
    logger: vendorLog(deps.log),
    plugins: [
      ApolloServerPluginDrainHttpServer({
        httpServer: deps.httpServer,
        stopGracePeriodMillis: DRAIN_GRACE_MS,
      }),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      guardAndLog(deps.log),
    ],
  });
}

function guardAndLog(log: Logger): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: ({ contextValue: { caller } }) => {
      const startedAtMs = performance.now();
      return Promise.resolve({
        validationDidStart: (context) => {
          const { document } = context;
          const operation = getOperationAST(document, context.request.operationName);
          if (operation && conditionalSubscription(document, operation))
            (context as { document: DocumentNode }).document = withoutConditions(document);
          return Promise.resolve();
        },
        willSendResponse: ({ operationName, response: { body } }) => {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          logOperation(log, {
            caller,
            transport: 'http',
            operationName: operationName ?? null,
            startedAtMs,
            errors,
          });
          return Promise.resolve();
        },
      });
    },
  };
}
