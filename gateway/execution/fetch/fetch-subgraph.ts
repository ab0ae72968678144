import { OperationTypeNode } from 'graphql';
import { Pool } from 'undici';
import { CLIENT_HEADER, REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { SignActor } from '../../../subgraphs/kit/process/actor-signer.ts';
import { failureReason, NotGraphqlError, type FailureReason } from '../../traffic/failure.ts';
import { isData } from '../merge.ts';
import { postJson } from './post-json.ts';
import type {
  SubgraphError,
  SubgraphRequest,
  SubgraphResult,
  SubgraphSource,
} from './subgraph-source.ts';
import { variablesText } from './variables-text.ts';

interface SubgraphDeps {
  name: string;
  url: string;
  timeoutMs: number;
  /** Null: the subgraph is not told who asks. */
  signActor: SignActor | null;
  log: Logger;
}

const MAX_CONNECTIONS = 128;
/** Well before a subgraph closes it, by which a mutation under way would be lost. */
const LONGEST_IDLE_MS = 30_000;

/** The subgraph closed an idle connection at the very moment it was used: nothing was executed. */
const STALE_CONNECTION = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A subgraph at one address, over a pool of kept-alive connections. */
export function createHttpSubgraph(deps: SubgraphDeps): SubgraphSource & AsyncDisposable {
  const url = new URL(deps.url);
  const pool = new Pool(url.origin, {
    connections: MAX_CONNECTIONS,
    connect: { timeout: deps.timeoutMs },
    keepAliveMaxTimeout: LONGEST_IDLE_MS,
  });
  const path = `${url.pathname}${url.search}`;
  const attempt = async (request: SubgraphRequest): Promise<SubgraphResult> => {
    const { text, statusCode } = await postJson(pool, {
      path,
      headers: await headersFor(request, deps.signActor),
      body: bodyOf(request),
      timeoutMs: deps.timeoutMs,
      signal: request.caller.signal,
    });
    return readResult(text, statusCode);
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

/** Plans keep their texts, so the escaped form of each is kept as well. */
const escaped = new Map<string, string>();
const MAX_ESCAPED = 2_000;

function bodyOf({ query, variables, operationName }: SubgraphRequest): string {
  let text = escaped.get(query);
  if (text === undefined) {
    text = JSON.stringify(query);
    if (escaped.size >= MAX_ESCAPED) escaped.clear();
    escaped.set(query, text);
  }
  const name = operationName === null ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return `{"query":${text},"variables":${variablesText(variables)}${name}}`;
}

async function headersFor(
  { caller }: SubgraphRequest,
  signActor: SignActor | null,
): Promise<Record<string, string>> {
  return {
    ...caller.forwarded,
    'content-type': 'application/json',
    accept: 'application/json',
    ...(signActor && { authorization: `Bearer ${await signActor(caller.actor)}` }),
    ...(caller.client !== undefined && { [CLIENT_HEADER]: caller.client }),
    [REQUEST_ID_HEADER]: caller.requestId,
  };
}

function readResult(body: string, statusCode: number): SubgraphResult {
  const parsed = parseJson(body);
  if (!isData(parsed) || (!('data' in parsed) && !Array.isArray(parsed.errors)))
    throw new NotGraphqlError(statusCode);
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
