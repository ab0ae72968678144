import { OperationTypeNode } from 'graphql';
import { Pool } from 'undici';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { SignActor } from '../auth/sign-actor.ts';
import { failureReason, type FailureReason } from '../traffic/failure.ts';
import { isData } from './merge.ts';
import type {
  SubgraphError,
  SubgraphRequest,
  SubgraphResult,
  SubgraphSource,
} from './subgraph-source.ts';

interface SubgraphDeps {
  name: string;
  url: string;
  timeoutMs: number;
  signActor: SignActor;
  log: Logger;
}

const MAX_CONNECTIONS = 128;

/** The subgraph closed an idle connection at the very moment it was used: nothing was executed. */
const STALE_CONNECTION = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A subgraph at one address, over a pool of kept-alive connections. */
export function createHttpSubgraph(deps: SubgraphDeps): SubgraphSource & AsyncDisposable {
  const url = new URL(deps.url);
  const pool = new Pool(url.origin, {
    connections: MAX_CONNECTIONS,
    connect: { timeout: deps.timeoutMs },
  });
  const path = `${url.pathname}${url.search}`;
  const attempt = async (request: SubgraphRequest): Promise<SubgraphResult> => {
    const response = await pool.request({
      method: 'POST',
      path,
      headers: await headersFor(request, deps.signActor),
      body: JSON.stringify({
        query: request.query,
        variables: request.variables,
        ...(request.operationName === null ? {} : { operationName: request.operationName }),
      }),
      signal: request.caller.signal ?? AbortSignal.timeout(deps.timeoutMs),
    });
    return readResult(await response.body.text(), response.statusCode);
  };
  return {
    fetch: async (request) => {
      try {
        return await attempt(request).catch((error: unknown) => {
          if (request.kind === OperationTypeNode.MUTATION || !isStaleConnection(error)) throw error;
          return attempt(request);
        });
      } catch (error) {
        const { requestId } = request.caller;
        const reason = failureReason(error);
        const detail = reasonOf(error);
        deps.log.warn(
          { requestId, subgraph: deps.name, reason, detail },
          'subgraph did not answer',
        );
        return { data: null, errors: [unavailable(deps.name, reason)], failure: reason };
      }
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

/** What depends on a subgraph that does not answer says so in one way everywhere. */
export function unavailable(subgraph: string, reason: FailureReason): SubgraphError {
  return {
    message: `The part "${subgraph}" of the system does not answer; try again later.`,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph, reason },
  };
}

async function headersFor(
  { caller }: SubgraphRequest,
  signActor: SignActor,
): Promise<Record<string, string>> {
  return {
    ...caller.forwarded,
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${await signActor(caller.actor)}`,
    [REQUEST_ID_HEADER]: caller.requestId,
  };
}

function readResult(body: string, statusCode: number): SubgraphResult {
  const parsed = parseJson(body);
  if (!isData(parsed) || (!('data' in parsed) && !Array.isArray(parsed.errors)))
    throw new Error(`expected a GraphQL response, but got status ${statusCode} with another body`);
  return toSubgraphResult(parsed);
}

/** Reads `data` and `errors` of a response or an event, whoever sent them. */
export function toSubgraphResult(given: Record<string, unknown>): SubgraphResult {
  const errors = Array.isArray(given.errors) ? given.errors.filter(isData) : [];
  return {
    data: isData(given.data) ? given.data : null,
    errors: errors.map(readError),
  };
}

function readError(given: Record<string, unknown>): SubgraphError {
  const { message, path, extensions } = given;
  return {
    message: typeof message === 'string' ? message : '',
    ...(Array.isArray(path) ? { path: path as (string | number)[] } : {}),
    ...(isData(extensions) ? { extensions } : {}),
  };
}

/** The parser's own error quotes the text, which belongs in no log. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code ?? message;
}

function isStaleConnection(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && STALE_CONNECTION.has(code);
}
