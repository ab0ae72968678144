import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import type { Request, RequestHandler, Response } from 'express';
import { isData } from '../execution/merge.ts';
import type { Admit, AdmittedOperation } from '../limits/admission.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { HttpContext } from './graphql-endpoint.ts';
import type { HttpCallers } from './http-caller.ts';
import { refuseUnreadable } from './media-type.ts';
import { readOperation, type ReadOperation } from './read-operation.ts';
import { RequestRefused } from './refusals.ts';

interface HandlerDeps {
  apollo: ApolloServer<HttpContext>;
  admit: Admit;
  currentGeneration: () => Generation;
  callers: HttpCallers;
}

/** Admits an operation by the same limits as the sockets do, then leaves the protocol to Apollo Server. */
export function createGraphqlHandler(deps: HandlerDeps): RequestHandler {
  return async (request, response) => {
    const unreadable = refuseUnreadable(request.headers.accept);
    if (unreadable) throw unreadable;
    const { caller, address } = deps.callers.of(request);
    const generation = deps.currentGeneration();
    const read = readOperation(request);
    const { actor } = caller;
    const admitted = read && deps.admit({ ...read, generation, actor, address });
    if (admitted && 'errors' in admitted) throw new RequestRefused(admitted.errors);
    const document = admitted?.document ?? null;
    const answer = await deps.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApollo(request, read, admitted),
      context: () => Promise.resolve({ caller, document, generation }),
    });
    send(response, answer);
  };
}

/** With the text that was meant, whichever way the client named it. */
function toApollo(
  request: Request,
  read: ReadOperation | null,
  admitted: AdmittedOperation | null,
): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const search = new URL(request.originalUrl, 'http://gateway').search;
  const asked = { method: request.method, headers, search, body: request.body as unknown };
  if (!read || !admitted) return asked;
  if (request.method === 'GET') {
    const parameters = new URLSearchParams(search);
    parameters.set('query', admitted.text);
    parameters.delete('extensions');
    return { ...asked, search: `?${parameters.toString()}` };
  }
  const body = { ...(asked.body as Record<string, unknown>), query: admitted.text };
  const { extensions } = read.given;
  // resolved already
  if (isData(extensions))
    Object.assign(body, { extensions: { ...extensions, persistedQuery: null } });
  return { ...asked, body };
}

type Answer = Awaited<ReturnType<ApolloServer['executeHTTPGraphQLRequest']>>;

function send(response: Response, { status, headers, body }: Answer): void {
  for (const [name, value] of headers) response.setHeader(name, value);
  // answers depend on who asks
  response.setHeader('cache-control', 'no-store');
  response.status(status ?? 200);
  if (body.kind === 'chunked') throw new Error('nothing was asked for that comes in parts');
  response.send(body.string);
}
