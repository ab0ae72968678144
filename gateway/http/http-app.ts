import { expressMiddleware } from '@as-integrations/express5';
import type { ApolloServer } from '@apollo/server';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Caller } from '../auth/caller.ts';
import type { VerifyToken } from '../auth/verify-token.ts';
import { maskError } from '../execution/errors.ts';
import { MAX_BODY_BYTES } from '../limits/body-size.ts';
import { requestIdFrom } from '../telemetry/request-id.ts';
import { requestScope } from '../telemetry/request-scope.ts';
import type { HttpContext } from './graphql-endpoint.ts';

interface HttpAppDeps {
  apollo: ApolloServer<HttpContext>;
  verifyToken: VerifyToken;
  health: RequestHandler;
  /** Null where GraphiQL is off. */
  graphiql: express.Router | null;
  log: Logger;
}

/** Everything that HTTP serves, in the order in which a request meets it. */
export function createHttpApp(deps: HttpAppDeps): express.Express {
  const app = express().disable('x-powered-by').disable('etag');
  app.use(nameRequest);
  app.get('/health/live', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/health', deps.health);
  if (deps.graphiql) {
    app.get('/', (_request, response) => response.redirect('/graphiql'));
    app.use('/graphiql', deps.graphiql);
  }
  const callers = new WeakMap<express.Request, Caller>();
  const contextOf = (request: express.Request): HttpContext => {
    const caller = callers.get(request);
    if (!caller) throw new Error('a request passed authentication without a caller');
    return { caller };
  };
  app.use(
    '/graphql',
    authenticate(deps.verifyToken, callers),
    express.json({ limit: MAX_BODY_BYTES }),
    expressMiddleware(deps.apollo, {
      context: ({ req }) => Promise.resolve(contextOf(req)),
    }),
  );
  app.use(answerErrors(deps.log));
  return app;
}

const nameRequest: RequestHandler = (request, response, next) => {
  const requestId = requestIdFrom(request.headers[REQUEST_ID_HEADER]);
  response.setHeader(REQUEST_ID_HEADER, requestId);
  response.setHeader('x-content-type-options', 'nosniff');
  requestScope.run(requestId, next);
};

function authenticate(
  verifyToken: VerifyToken,
  callers: WeakMap<express.Request, Caller>,
): RequestHandler {
  return async (request, response, next) => {
    const { actor } = await verifyToken(request.headers.authorization);
    const requestId = String(response.getHeader(REQUEST_ID_HEADER));
    callers.set(request, { actor, requestId });
    // reading a body leaves the scope that the first handler opened
    requestScope.run(requestId, next);
  };
}

/** Whatever goes wrong before GraphQL does is answered in the same form as GraphQL's errors. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const meant = toGraphQLError(error);
    const status = (meant.extensions.http as { status?: number } | undefined)?.status ?? 500;
    if (status === 401) response.setHeader('www-authenticate', 'Bearer');
    const requestId = String(response.getHeader(REQUEST_ID_HEADER));
    log.info({ requestId, errorCodes: [meant.extensions.code] }, 'refused');
    response.status(status).json({ errors: [maskError(meant.toJSON(), requestId, log)] });
  };
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large')
    return new GraphQLError(`Expected a body of at most ${MAX_BODY_BYTES} bytes, but got more.`, {
      extensions: {
        code: 'LIMIT_EXCEEDED',
        limit: 'bodyBytes',
        maximum: MAX_BODY_BYTES,
        http: { status: 413 },
      },
    });
  if (status !== undefined && status >= 400 && status < 500)
    return new GraphQLError('Expected a JSON body in UTF-8.', {
      extensions: { code: 'BAD_REQUEST', http: { status } },
    });
  return new GraphQLError(error instanceof Error ? error.message : 'unknown');
}
