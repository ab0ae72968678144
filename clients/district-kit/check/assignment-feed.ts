import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildSchema, createSourceEventStream, execute, parse } from 'graphql';
import { readText } from './read-text.ts';

/** A subscription as it came. */
interface FeedRequest {
  units: unknown;
  /** By argument, or by the header Last-Event-ID. */
  after: string | null;
}

/** Assignments as the gateway tells them by event stream: from a cursor on, without gap. */
export interface AssignmentFeed {
  requests: FeedRequest[];
  /** Appends one; returns its cursor. */
  issue: () => string;
  /** Cursors that were written to a connection. */
  told: string[];
  /** Ends all connections, each behind what it was told; while closed, new ones are refused. */
  setClosed: (isClosed: boolean) => void;
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

interface Listener {
  response: ServerResponse;
  write: (cursor: string) => Promise<void>;
}

/** @param apiSdl what clients of the gateway see: a subscription must be valid by it */
export function createAssignmentFeed(apiSdl: string): AssignmentFeed {
  const schema = buildSchema(apiSdl);
  const log: string[] = [];
  const told: string[] = [];
  const requests: FeedRequest[] = [];
  const listeners = new Set<Listener>();
  let isClosed = false;

  /** graphql-js itself reads the arguments, whether they are written or come as variables. */
  async function readRequest(request: IncomingMessage) {
    const { query, variables } = JSON.parse(await readText(request)) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const document = parse(query);
    let args: { units?: unknown; after?: string | null } = {};
    const rootValue = {
      assignmentIssued: (given: typeof args) => {
        args = given;
        return noEvents();
      },
    };
    const opened = await createSourceEventStream({
      schema,
      document,
      rootValue,
      variableValues: variables,
    });
    return { document, variables, args, errors: 'errors' in opened ? opened.errors : undefined };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isClosed) {
      response.writeHead(503).end();
      return;
    }
    const { document, variables, args, errors } = await readRequest(request);
    if (errors) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors }));
      return;
    }
    const header = request.headers['last-event-id'];
    const after = (typeof header === 'string' ? header : args.after) ?? null;
    requests.push({ units: args.units ?? null, after });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
    const write = async (cursor: string): Promise<void> => {
      const rootValue = { assignmentIssued: eventOf(cursor) };
      const result = await execute({ schema, document, rootValue, variableValues: variables });
      if (response.writableEnded) return;
      told.push(cursor);
      response.write(`id: ${cursor}\nevent: next\ndata: ${JSON.stringify(result)}\n\n`);
    };
    const listener = { response, write };
    listeners.add(listener);
    response.on('close', () => listeners.delete(listener));
    const missed = after === null ? [] : log.slice(log.indexOf(after) + 1);
    for (const cursor of missed) await write(cursor);
  }

  return {
    requests,
    told,
    serve,
    issue: () => {
      const cursor = `cursor-${String(log.length + 1)}`;
      log.push(cursor);
      for (const { write } of listeners) void write(cursor);
      return cursor;
    },
    setClosed: (closed) => {
      isClosed = closed;
      if (!closed) return;
      // To break the line would lose what is on its way, and with it what a system may be asked for.
      for (const { response } of listeners) response.end();
      listeners.clear();
    },
  };
}

async function* noEvents(): AsyncGenerator<never> {
  // Only the arguments are of interest.
}

function eventOf(cursor: string): object {
  const assignment = {
    __typename: 'Referral',
    id: `assignment:${cursor}`,
    kind: 'REFERRAL',
    state: 'ISSUED',
    issuedAt: '2026-03-02T01:00:00.000Z',
    isLead: true,
  };
  return { cursor, assignment };
}
