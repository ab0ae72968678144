import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { GraphQLError } from 'graphql';
import { Agent, request as send, type Dispatcher } from 'undici';
import { REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';
import { unavailable } from '../execution/fetch/fetch-subgraph.ts';
import { clientAddress } from '../limits/client-address.ts';
import { limitExceeded } from '../limits/limit-exceeded.ts';
import type { RateLimits } from '../limits/rate.ts';
import { failureReason } from '../traffic/failure.ts';
import type { FindDocuments } from './document-places.ts';

/** Where documents are served, here and, at the same path, by the subgraph that has them. */
export const DOCUMENTS_PATH = '/documents/:subgraph{/:partition}/:token';

interface DocumentsDeps {
  find: FindDocuments;
  rates: RateLimits;
  trustedProxies: number;
  /** Until a document begins; and between two pieces of it. */
  timeoutMs: number;
  /** Of a file that is handed in; what may be attached is decided by its subgraph. */
  maxUploadBytes: number;
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

interface DocumentParams {
  subgraph: string;
  partition?: string;
  token: string;
}

export interface DocumentProxy extends AsyncDisposable {
  /** GET hands a document on, PUT hands one in. */
  handle: RequestHandler<DocumentParams>;
}

/** Hands documents on as they come; the token in the address is the right to one, so nobody signs in. */
export function createDocumentProxy(deps: DocumentsDeps): DocumentProxy {
  const { timeoutMs } = deps;
  const agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    handle: async (request, response) => {
      deps.rates.passAddress(clientAddress(request, deps.trustedProxies));
      const { subgraph, partition, token } = request.params;
      const place = deps.find(subgraph, partition);
      if (place === null) throw notFound();
      const path = ['/documents', subgraph, partition, token].filter((part) => part !== undefined);
      const url = new URL(path.map(encodePart).join('/'), new URL(place).origin);
      const upload = request.method === 'PUT' ? uploadOf(request, deps.maxUploadBytes) : null;
      const answer = await ask({ subgraph, url, upload, dispatcher: agent }, response);
      response.status(answer.statusCode);
      for (const name of PASSED_HEADERS) copyHeader(name, answer, response);
      confine(answer, response);
      await pipeline(answer.body, response).catch(() => response.destroy());
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/** The first part begins with the slash. */
function encodePart(part: string, index: number): string {
  return index === 0 ? part : encodeURIComponent(part);
}

interface Upload {
  body: Request<DocumentParams>;
  bytes: number;
}

/** @throws GraphQLError LIMIT_EXCEEDED (413), BAD_REQUEST (411) */
function uploadOf(request: Request<DocumentParams>, maximum: number): Upload {
  const bytes = Number(request.headers['content-length'] ?? 'NaN');
  if (!Number.isSafeInteger(bytes))
    throw new GraphQLError('Expected a content-length, but got none.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 411 } },
    });
  if (bytes <= maximum) return { body: request, bytes };
  throw limitExceeded({
    limit: 'uploadBytes',
    maximum,
    received: bytes,
    what: 'bytes of a file',
    status: 413,
  });
}

interface Asked {
  subgraph: string;
  url: URL;
  upload: Upload | null;
  dispatcher: Dispatcher;
}

/** @throws GraphQLError SUBGRAPH_UNAVAILABLE (503) */
async function ask(
  { subgraph, url, upload, dispatcher }: Asked,
  response: Response,
): Promise<Dispatcher.ResponseData> {
  const requestId = String(response.getHeader(REQUEST_ID_HEADER));
  const headers = { [REQUEST_ID_HEADER]: requestId };
  try {
    if (upload === null) return await send(url, { dispatcher, headers });
    return await send(url, {
      dispatcher,
      method: 'PUT',
      headers: { ...headers, 'content-length': String(upload.bytes) },
      body: upload.body,
    });
  } catch (error) {
    const { message, extensions } = unavailable(subgraph, failureReason(error));
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status: 503 } } });
  }
}

function notFound(): GraphQLError {
  return new GraphQLError('Expected the address of a document.', {
    extensions: { code: 'NOT_FOUND', http: { status: 404 } },
  });
}

/**
 * The city's own pages have the same origin: what runs there could do all that who reads it may do,
 * whoever serves it. Browsers show no PDF under such a policy, and none of its scripts run there.
 */
function confine({ headers }: Dispatcher.ResponseData, response: Response): void {
  if (/^application\/pdf\s*(;|$)/i.test(String(headers['content-type'] ?? ''))) return;
  response.append('content-security-policy', 'sandbox');
}

function copyHeader(
  name: (typeof PASSED_HEADERS)[number],
  { headers }: Dispatcher.ResponseData,
  response: Response,
): void {
  const value = headers[name];
  if (value !== undefined) response.setHeader(name, value);
}
