import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { maskError } from '../execution/errors.ts';
import type { Answer } from '../execution/compile-operation.ts';
import { isData } from '../execution/merge.ts';
import type { Admit } from '../limits/admission.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { AdmittedRequest } from '../supergraph/planned-gateway.ts';
import { logOperation } from '../telemetry/operation-log.ts';
import { openResponse } from './http-app.ts';
import { identifyCaller, type CallersDeps, type HttpCaller } from './http-caller.ts';
import { wantsLegacyStatus } from './media-type.ts';
import { readBody } from './read-body.ts';
import { toOperation } from './read-operation.ts';
import { endRefused, RequestRefused, toGraphQLError } from './refusals.ts';
import { resultText } from './result-text.ts';

interface PlainPostDeps {
  /** Where clients ask, such as /graphql. */
  path: string;
  maxBodyBytes: number;
  callers: CallersDeps;
  admit: Admit;
  currentGeneration: () => Generation;
  answer: (admitted: AdmittedRequest) => Promise<Answer>;
  /** Told who sent a request that `otherwise` serves after all. */
  onIdentified: (request: IncomingMessage, caller: HttpCaller) => void;
  /** Serves whatever is not plain. */
  otherwise: RequestListener;
  log: Logger;
}

const JSON_BODY = /^application\/json(;\s*charset=utf-8)?$/i;
const READABLE = new Set([undefined, '*/*', 'application/json']);

/**
 * Serves the POST that nearly every client sends without the layers that give other requests their
 * due: those cost as much as a small operation itself. It answers what they would.
 */
export function preferPlainPost(deps: PlainPostDeps): RequestListener {
  return (request, response) => {
    if (!isPlain(deps, request)) {
      deps.otherwise(request, response);
      return;
    }
    openResponse(request, response);
    serve(deps, request, response).catch((error: unknown) => {
      const errors =
        error instanceof RequestRefused ? error.errors : [toGraphQLError(error, deps.maxBodyBytes)];
      if (!response.headersSent) endRefused(request, response, { errors, log: deps.log });
    });
  };
}

/** A page's request has an Origin; a compressed or an endless body has no plain length. */
function isPlain(
  { path, maxBodyBytes }: PlainPostDeps,
  { method, url, headers }: IncomingMessage,
): boolean {
  return (
    method === 'POST' &&
    url === path &&
    JSON_BODY.test(headers['content-type'] ?? '') &&
    READABLE.has(headers.accept) &&
    headers.origin === undefined &&
    headers.expect === undefined &&
    headers['content-encoding'] === undefined &&
    Number(headers['content-length'] ?? Infinity) <= maxBodyBytes
  );
}

async function serve(
  deps: PlainPostDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const identified = await identifyCaller(deps.callers, request, response);
  const body = parseBody(await readBody(request));
  const admitted = admit(deps, body, identified);
  if (!admitted) {
    deps.onIdentified(request, identified);
    // Apollo Server says what is wrong with the form.
    deps.otherwise(Object.assign(request, { body }), response);
    return;
  }
  const startedAtMs = performance.now();
  const answer = await deps.answer(admitted);
  const errors = 'body' in answer ? [] : (answer.errors ?? []);
  logOperation(deps.log, {
    caller: admitted.caller,
    transport: 'http',
    operationName: admitted.operationName,
    startedAtMs,
    errors,
  });
  if ('body' in answer) send(response, 200, answer.body);
  else tell(deps, response, { request, admitted, result: answer });
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GraphQLError('Expected a JSON body in UTF-8.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  }
}

/** @returns null where there is no operation to look at */
function admit(
  deps: PlainPostDeps,
  body: unknown,
  { caller, address }: HttpCaller,
): AdmittedRequest | null {
  if (!isData(body)) return null;
  const { operationName = null, variables = null, extensions = null } = body;
  const isFormed =
    (operationName === null || typeof operationName === 'string') &&
    (variables === null || isData(variables)) &&
    (extensions === null || isData(extensions));
  if (!isFormed) return null;
  const generation = deps.currentGeneration();
  const { actor } = caller;
  const admitted = deps.admit({ ...toOperation(body), generation, actor, address });
  if (!admitted) return null;
  if ('errors' in admitted) throw new RequestRefused(admitted.errors);
  const { document } = admitted;
  return { generation, caller, document, operationName, variables: variables ?? {} };
}

interface Served {
  request: IncomingMessage;
  admitted: AdmittedRequest;
  result: ExecutionResult;
}

/** An answer with errors, or one that had to be made as objects. */
function tell(deps: PlainPostDeps, response: ServerResponse, served: Served): void {
  const { requestId } = served.admitted.caller;
  const { errors = [], data } = served.result;
  const shown = errors.map((error) => maskError(error.toJSON(), requestId, deps.log));
  const text = resultText({
    ...(shown.length > 0 && { errors: shown satisfies GraphQLFormattedError[] }),
    ...(data !== undefined && { data }),
  });
  send(response, data === undefined ? statusWithoutData(served) : 200, Buffer.from(text));
}

function send(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': body.length,
  });
  response.end(body);
}

function statusWithoutData({ request, result }: Served): number {
  const http = result.errors?.[0]?.extensions.http as { status?: number } | undefined;
  const status = http?.status ?? 500;
  return status === 400 && wantsLegacyStatus(request.headers.accept) ? 200 : status;
}
