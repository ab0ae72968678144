import type { Request, RequestHandler, Response } from 'express';
import { GraphQLError } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { Caller } from '../../auth/caller.ts';
import { maskError } from '../../execution/errors.ts';
import type { Executor } from '../../execution/execute-operation.ts';
import type { HttpCaller, HttpCallers } from '../../http/http-caller.ts';
import { isWellFormed, wantsEventStream } from '../../http/media-type.ts';
import { RequestRefused } from '../../http/refusals.ts';
import type { Admit } from '../../limits/admission.ts';
import type { SubscriptionCaps } from '../../limits/subscription-caps.ts';
import type { Generation } from '../../supergraph/generation.ts';
import { logOperation } from '../../telemetry/operation-log.ts';
import type { Connections } from '../delivery/connections.ts';
import type { DeliveryConfig } from '../delivery/delivery-settings.ts';
import type { Topics } from '../topics/topics.ts';
import { writeStreamHead } from './event-stream.ts';
import { COMPLETE_TEXT, nextText } from './event-text.ts';
import { readSseOperation, type SseOperation } from './sse-operation.ts';
import { streamSubscription } from './stream-subscription.ts';

export interface SseDeps {
  callers: HttpCallers;
  admit: Admit;
  caps: SubscriptionCaps;
  currentGeneration: () => Generation;
  executor: Executor;
  topics: Topics;
  connections: Connections;
  delivery: DeliveryConfig;
  log: Logger;
}

const METHODS = new Set(['GET', 'POST']);

/** GraphQL over Server-Sent Events, in its mode of distinct connections. */
export function createSseHandler(deps: SseDeps): RequestHandler {
  return async (request, response, next) => {
    if (!METHODS.has(request.method) || !wantsEventStream(request.headers.accept)) {
      next();
      return;
    }
    if (deps.connections.isDraining()) throw new RequestRefused([stopping()]);
    const asker = deps.callers.of(request);
    const operation = readSseOperation(deps, request, asker);
    if ('errors' in operation) refuse(deps, request, response, operation.errors, asker);
    else await answer(deps, response, operation, asker);
  };
}

async function answer(
  deps: SseDeps,
  response: Response,
  { planned, variables }: SseOperation,
  asker: HttpCaller,
): Promise<void> {
  if (planned.kind === 'subscription') {
    streamSubscription(deps, response, { planned, variables, asker });
    return;
  }
  const { caller } = asker;
  const startedAtMs = performance.now();
  const { data, errors = [] } = await deps.executor.execute(planned, { variables, caller });
  const operationName = planned.operation.name?.value ?? null;
  logOperation(deps.log, { caller, transport: 'sse', operationName, startedAtMs, errors });
  tellOnce(response, {
    ...(errors.length > 0 && { errors: masked(deps, errors, caller) }),
    ...(data !== undefined && { data }),
  });
}

/** The protocol has what is wrong with a document told in the stream; all else by status. */
function refuse(
  deps: SseDeps,
  request: Request,
  response: Response,
  errors: readonly GraphQLError[],
  { caller }: HttpCaller,
): void {
  if (!isWellFormed(errors)) {
    if (request.method === 'GET') response.setHeader('allow', 'GET, POST');
    throw new RequestRefused(errors);
  }
  const errorCodes = errors.map(({ extensions }) => extensions.code);
  deps.log.info({ requestId: caller.requestId, errorCodes }, 'refused');
  tellOnce(response, { errors: masked(deps, errors, caller) });
}

function tellOnce(response: Response, result: object): void {
  writeStreamHead(response);
  response.end(nextText({ cursor: null, text: JSON.stringify(result) }) + COMPLETE_TEXT);
}

function masked({ log }: SseDeps, errors: readonly GraphQLError[], { requestId }: Caller) {
  return errors.map((error) => maskError(error.toJSON(), requestId, log));
}

function stopping(): GraphQLError {
  return new GraphQLError('This gateway stops; another one serves the request.', {
    extensions: { code: 'GATEWAY_STOPPING', retryAfter: 1, http: { status: 503 } },
  });
}
