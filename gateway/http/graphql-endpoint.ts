import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';
import { maskError } from '../execution/errors.ts';
import type { Generation } from '../supergraph/generation.ts';
import { wantsLegacyStatus } from './media-type.ts';
import type { PlannedGateway } from '../supergraph/planned-gateway.ts';
import { logOperation } from '../telemetry/operation-log.ts';
import { vendorLog } from '../telemetry/vendor-log.ts';
import { requestScope } from '../telemetry/request-scope.ts';
import { resultText } from './result-text.ts';

export interface HttpContext {
  caller: Caller;
  /** Admitted by our limits; null where there was no document to look at. */
  document: DocumentNode | null;
  /** By whose schema the document is valid. */
  generation: Generation;
}

interface EndpointDeps {
  gateway: PlannedGateway;
  log: Logger;
}

/** Apollo Server as the HTTP protocol: the form of requests, content negotiation, status codes. */
export function createGraphqlEndpoint(deps: EndpointDeps): ApolloServer<HttpContext> {
  return new ApolloServer<HttpContext>({
    gateway: deps.gateway,
    // limits/introspection.ts decides
    introspection: true,
    // no credential travels by itself, as a cookie would, and a GET can but read
    csrfPrevention: false,
    persistedQueries: false,
    // documents come parsed and validated
    documentStore: null,
    stringifyResult: resultText,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted) => maskError(formatted, requestScope.getStore() ?? '', deps.log),
    logger: vendorLog(deps.log),
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      useAdmittedAndLog(deps.log),
    ],
  });
}

function useAdmittedAndLog(log: Logger): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: ({ contextValue: { caller } }) => {
      const startedAtMs = performance.now();
      return Promise.resolve({
        didResolveSource: (context) => {
          const { document } = context.contextValue;
          // without this Apollo Server would parse what no limit has seen
          if (!document) throw new Error('a document passed by its limits');
          (context as { document: DocumentNode }).document = document;
          return Promise.resolve();
        },
        willSendResponse: ({ operationName, request, response: { body, http } }) => {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          logOperation(log, {
            caller,
            transport: 'http',
            operationName: operationName ?? null,
            startedAtMs,
            errors,
          });
          const accept = request.http?.headers.get('accept');
          if (http.status === 400 && wantsLegacyStatus(accept)) http.status = 200;
          return Promise.resolve();
        },
      });
    },
  };
}
