import { pipeline } from 'node:stream/promises';
import type { RequestHandler, Response } from 'express';
import { GraphQLError } from 'graphql';
import { Agent, request as send, type Dispatcher } from 'undici';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';
import { unavailable } from '../execution/fetch-subgraph.ts';
import { clientAddress } from '../limits/client-address.ts';
import type { RateLimits } from '../limits/rate.ts';
import { failureReason } from '../traffic/failure.ts';

/** Where documents are served, here and by the subgraph that has them. */
export const DOCUMENTS_PATH = '/documents';

interface DocumentsDeps {
  subgraph: string;
  /** GraphQL endpoint of a subgraph, as it is now. */
  urlOf: (subgraph: string) => string;
  rates: RateLimits;
  trustedProxies: number;
  /** Until a document begins; and between two pieces of it. */
  timeoutMs: number;
}

const PASSED_HEADERS = [
  'content-type',
  'content-length',
  'content-disposition',
  'cache-control',
  'content-security-policy',
  'referrer-policy',
  'x-robots-tag',
] as const;

export interface DocumentProxy extends AsyncDisposable {
  handle: RequestHandler<{ token: string }>;
}

/** Hands documents on as they come; the token in the address is the right to one, so nobody signs in. */
export function createDocumentProxy(deps: DocumentsDeps): DocumentProxy {
  const { timeoutMs } = deps;
  const agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    handle: async (request, response) => {
      deps.rates.passAddress(clientAddress(request, deps.trustedProxies));
      const { origin } = new URL(deps.urlOf(deps.subgraph));
      const url = `${origin}${DOCUMENTS_PATH}/${encodeURIComponent(request.params.token)}`;
      const answer = await ask(deps, agent, url, response);
      response.status(answer.statusCode);
      for (const name of PASSED_HEADERS) copyHeader(name, answer, response);
      await pipeline(answer.body, response).catch(() => response.destroy());
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/** @throws GraphQLError SUBGRAPH_UNAVAILABLE (503) */
async function ask(
  { subgraph }: DocumentsDeps,
  dispatcher: Dispatcher,
  url: string,
  response: Response,
): Promise<Dispatcher.ResponseData> {
  try {
    const requestId = String(response.getHeader(REQUEST_ID_HEADER));
    return await send(url, { dispatcher, headers: { [REQUEST_ID_HEADER]: requestId } });
  } catch (error) {
    const { message, extensions } = unavailable(subgraph, failureReason(error));
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status: 503 } } });
  }
}

function copyHeader(
  name: (typeof PASSED_HEADERS)[number],
  { headers }: Dispatcher.ResponseData,
  response: Response,
): void {
  const value = headers[name];
  if (value !== undefined) response.setHeader(name, value);
}
