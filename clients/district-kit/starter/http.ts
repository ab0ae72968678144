import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  execute,
  GraphQLError,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { ReadActor } from './actor.ts';
import { badUserInput, codedError } from './errors.ts';
import type { Context } from './resolvers.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_TOKENS = 10_000;

interface Answer {
  status: number;
  body: ExecutionResult | { status: string };
}

interface Operation {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

interface HttpDeps {
  schema: GraphQLSchema;
  readActor: ReadActor;
  log: Logger;
}

/** GraphQL by POST /graphql, and GET /health. */
export function createHttpServer({ schema, readActor, log }: HttpDeps): Server {
  async function answer(request: IncomingMessage): Promise<Answer> {
    const path = request.url?.split('?', 1)[0];
    if (path === '/health') return { status: 200, body: { status: 'ok' } };
    if (path !== '/graphql' || request.method !== 'POST') throw refusal(404, 'POST /graphql');
    const operation = toOperation(await readBody(request));
    const document = parse(operation.query, { maxTokens: MAX_TOKENS });
    const faults = validate(schema, document);
    if (faults.length > 0) return { status: 400, body: { errors: faults.map(toMalformed) } };
    const contextValue: Context = { actor: await readActor(request.headers.authorization) };
    const { query: _text, variables, operationName } = operation;
    const result = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables,
      operationName,
    });
    return { status: 200, body: { ...result, ...masked(result.errors) } };
  }

  /** The one place where an unexpected error is logged and its message kept from the caller. */
  function masked(errors: readonly GraphQLError[] | undefined): ExecutionResult {
    if (!errors) return {};
    return {
      errors: errors.map((error) => {
        if (typeof error.extensions.code === 'string') return error;
        // Of the request itself, such as a variable of a wrong type.
        if (!error.path) return withCode(error, 'BAD_USER_INPUT');
        log.error({ err: error.originalError, path: error.path }, 'unexpected error');
        const { path } = error;
        const extensions = { code: 'INTERNAL_SERVER_ERROR' };
        return new GraphQLError('Something went wrong on our side.', { path, extensions });
      }),
    };
  }

  return createServer((request, response) => {
    answer(request)
      .catch((error: unknown) => refuse(error, log))
      .then((ready) => send(response, ready))
      .catch((error: unknown) => log.error({ err: error }, 'could not answer'));
  });
}

/** @returns base URL such as http://127.0.0.1:4700 @throws the socket's error, such as EADDRINUSE */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  const listening = once(server, 'listening');
  server.listen(port, host);
  await listening;
  const { port: actual } = server.address() as AddressInfo;
  return `http://127.0.0.1:${String(actual)}`;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(text);
}

function refuse(error: unknown, log: Logger): Answer {
  if (!(error instanceof GraphQLError)) {
    log.error({ err: error }, 'unexpected error');
    return { status: 500, body: { errors: [codedError('INTERNAL_SERVER_ERROR', 'Our fault.')] } };
  }
  const { code, status } = error.extensions;
  if (code === 'UNAUTHENTICATED') return { status: 401, body: { errors: [error] } };
  const given = typeof status === 'number' ? status : 400;
  return {
    status: given,
    body: { errors: [typeof code === 'string' ? error : toMalformed(error)] },
  };
}

function toMalformed(error: GraphQLError): GraphQLError {
  return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
}

/** graphql-js repeats the value it refused, which may be somebody's name: only the place is told. */
function withCode({ message }: GraphQLError, code: string): GraphQLError {
  if (!message.includes('got invalid value'))
    return new GraphQLError(message, { extensions: { code } });
  const argument = / at "([^"]+)"/.exec(message)?.[1] ?? /^Variable "\$(\w+)"/.exec(message)?.[1];
  return badUserInput(argument ?? 'value', 'a value of the type in the contract', 'another one');
}

function refusal(status: number, expected: string): GraphQLError {
  return codedError('BAD_USER_INPUT', `Expected ${expected}.`, { status });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is read to its end, unkept: a caller hears no answer while it still sends.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) throw refusal(413, 'a body of at most 8 MiB');
  return Buffer.concat(chunks).toString();
}

function toOperation(text: string): Operation {
  const body = parseJson(text);
  if (!isObject(body) || typeof body.query !== 'string')
    throw refusal(400, 'a JSON object with a query');
  const variables = body.variables ?? null;
  if (variables !== null && !isObject(variables)) throw refusal(400, 'variables in an object');
  return { ...body, query: body.query, variables };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
