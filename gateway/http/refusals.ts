import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { maskError } from '../execution/errors.ts';
import { bodyTooLarge } from '../limits/body-size.ts';
import { mediaTypeFor, statusFor } from './media-type.ts';

/** Ends a request that was understood and is not served. */
export class RequestRefused extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('the request is refused');
    this.errors = errors;
  }
}

/** Whatever goes wrong outside of execution is answered in the same form as GraphQL's errors. */
export function answerRefusals(log: Logger, maxBodyBytes: number): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const errors =
      error instanceof RequestRefused ? error.errors : [toGraphQLError(error, maxBodyBytes)];
    endRefused(request, response, { errors, log });
  };
}

/** Tells the errors in place of an answer. */
export function endRefused(
  request: IncomingMessage,
  response: ServerResponse,
  { errors, log }: { errors: readonly GraphQLError[]; log: Logger },
): void {
  const requestId = String(response.getHeader(REQUEST_ID_HEADER));
  log.info({ requestId, errorCodes: errors.map(({ extensions }) => extensions.code) }, 'refused');
  setHead(request, response, errors);
  const shown = errors.map((one) => maskError(one.toJSON(), requestId, log));
  response.end(JSON.stringify({ errors: shown }));
}

function setHead(
  request: IncomingMessage,
  response: ServerResponse,
  errors: readonly GraphQLError[],
): void {
  const { accept } = request.headers;
  const status = statusFor(errors, accept);
  response.statusCode = status;
  response.setHeader('content-type', mediaTypeFor(accept));
  response.setHeader('cache-control', 'no-store');
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  const retryAfter = errors[0]?.extensions.retryAfter;
  if (typeof retryAfter === 'number') response.setHeader('retry-after', retryAfter);
}

/** In the form of GraphQL's errors, whatever was thrown. */
export function toGraphQLError(error: unknown, maxBodyBytes: number): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return bodyTooLarge(maxBodyBytes);
  if (status !== undefined && status >= 400 && status < 500)
    return new GraphQLError('Expected a JSON body in UTF-8.', {
      extensions: { code: 'BAD_REQUEST', http: { status } },
    });
  return new GraphQLError(Error.isError(error) ? error.message : 'unknown', {
    extensions: { http: { status: 500 } },
  });
}
