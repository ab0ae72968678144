import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import express, { type RequestHandler } from 'express';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';
import { requestIdFrom } from '../telemetry/request-id.ts';
import { requestScope } from '../telemetry/request-scope.ts';
import { allowOrigins } from './cors.ts';
import { DOCUMENTS_PATH, type DocumentProxy } from './documents.ts';
import type { HttpContext } from './graphql-endpoint.ts';
import { createGraphqlHandler } from './graphql-handler.ts';
import { answerRefusals } from './refusals.ts';
import { createSseHandler, type SseDeps } from '../subscriptions/sse/sse-handler.ts';

interface HttpAppDeps extends SseDeps {
  apollo: ApolloServer<HttpContext>;
  /** Where clients ask, such as /graphql. */
  path: string;
  health: express.Router;
  /** Null where GraphiQL is off. */
  graphiql: express.Router | null;
  /** The built web pages and their way to sign in; null where none are served. */
  pages: express.Router | null;
  documents: DocumentProxy;
  maxBodyBytes: number;
  corsOrigins: readonly string[];
}

/** Everything that HTTP serves, in the order in which a request meets it. */
export function createHttpApp(deps: HttpAppDeps): express.Express {
  const app = express().disable('x-powered-by').disable('etag');
  app.use(nameRequest);
  app.use('/health', deps.health);
  if (deps.graphiql) {
    app.get('/', (_request, response) => response.redirect('/graphiql'));
    app.use('/graphiql', deps.graphiql);
  }
  if (deps.pages) app.use(deps.pages);
  app
    .route(DOCUMENTS_PATH)
    .all(allowOrigins(deps.corsOrigins, 'GET, PUT'))
    .get(deps.documents.handle)
    .put(deps.documents.handle);
  app.use(
    deps.path,
    allowOrigins(deps.corsOrigins),
    deps.callers.identify,
    express.json({ limit: deps.maxBodyBytes }),
    createSseHandler(deps),
    createGraphqlHandler(deps),
  );
  app.use(answerRefusals(deps.log, deps.maxBodyBytes));
  return app;
}

const nameRequest: RequestHandler = (request, response, next) => {
  requestScope.run(openResponse(request, response), next);
};

/** @returns the request's id, which the response carries from here on */
export function openResponse(request: IncomingMessage, response: ServerResponse): string {
  const requestId = requestIdFrom(request.headers[REQUEST_ID_HEADER]);
  response.setHeader(REQUEST_ID_HEADER, requestId);
  response.setHeader('x-content-type-options', 'nosniff');
  return requestId;
}
