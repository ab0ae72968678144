import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import express, {
  type ErrorRequestHandler,
  type Request,
  type Response,
  type Router,
} from 'express';
import { GraphQLError } from 'graphql';
import { codedError, hasContractCode } from '../errors.ts';
import type { Logger } from '../process/log.ts';
import type { DocumentDesk } from './document-desk.ts';
import type { ServedDocument } from './document-kind.ts';

/** The address, which is the right to a document, is told to nobody and kept by nobody. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'private, no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** Nothing of a page runs or loads; browsers would hold their own viewers of other files to it too. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** The gateway needs to know the partition, here the token alone counts. */
const PATH = '{/:partition}/:token';

/**
 * Serves the documents that links lead to, and takes those that are handed in by one; a refusal has
 * the form of GraphQL's errors.
 */
export function createDocumentRouter(deps: { desk: DocumentDesk; log: Logger }): Router {
  const router = express.Router();
  router.get(PATH, async (request, response) => {
    response.set(HEADERS);
    const served = await deps.desk.open(tokenOf(request));
    if (!served) throw noLink();
    await send(served, response);
  });
  router.put(PATH, async (request, response) => {
    response.set(HEADERS);
    // a refused file must not take the connection with it, on which the refusal goes out
    const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    if (!(await deps.desk.receive(tokenOf(request), body))) throw noLink();
    response.status(204).end();
  });
  router.use(tellRefusal(deps.log));
  return router;
}

function tokenOf({ params }: Request): string {
  const { token } = params;
  return typeof token === 'string' ? token : '';
}

function noLink(): GraphQLError {
  return codedError('NOT_FOUND', 'Expected a link of the last five minutes.');
}

async function send(
  { body, contentType, disposition, fileName }: ServedDocument,
  response: Response,
): Promise<void> {
  response.set('content-type', contentType);
  if (contentType.startsWith('text/html')) response.set('content-security-policy', PAGE_POLICY);
  const name = encodeURIComponent(fileName).replaceAll("'", '%27');
  response.set('content-disposition', `${disposition}; filename*=UTF-8''${name}`);
  if (body instanceof Readable) await pipeline(body, response);
  else response.send(body);
}

function tellRefusal(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const isTold = error instanceof GraphQLError && hasContractCode(error);
    if (!isTold) log.error({ err: error }, 'a document could not be made');
    // What was begun can only be broken off, so that nobody takes a part for the whole.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const told = isTold
      ? error
      : codedError('INTERNAL_SERVER_ERROR', 'The document could not be made.');
    // what is left of a refused file is not waited for
    if (!request.complete) response.set('connection', 'close');
    response
      .status(statusOf(told))
      .json({ errors: [{ message: told.message, extensions: told.extensions }] });
  };
}

function statusOf({ extensions }: GraphQLError): number {
  switch (extensions.code) {
    case 'NOT_FOUND':
      return 404;
    case 'LIMIT_EXCEEDED':
      return 413;
    case 'INTERNAL_SERVER_ERROR':
      return 500;
    default:
      return 422;
  }
}
