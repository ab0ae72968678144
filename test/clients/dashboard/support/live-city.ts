import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { AlertLevel } from '../../../../clients/dashboard/generated/operations.ts';
import {
  alertEvent,
  assignmentEvent,
  caseEvent,
  casesOf,
  isOfMessage,
  OTHER_UNIT,
  progressEvent,
  toldOfMessage,
  type CaseHappening,
  type LiveAssignment,
} from './live-data.ts';

/** Subscribed with these. */
interface Asked {
  after: string | null;
  withOpen: boolean;
}

/** As the city does, it tells of the units that an event names alone. */
interface CaseEventsAsked {
  after?: string | null;
  acts?: readonly string[] | null;
  units?: readonly string[] | null;
}

/** The city's API on a scripted log: what a board does is its own affair, how lines break is the test's. */
export interface LiveCity extends AsyncDisposable {
  /** Without a path. */
  url: string;
  /** Appends assignments to the log and tells whoever listens. */
  issue(count: number): void;
  /** Raises an alert of a level. */
  alert(level: AlertLevel): void;
  /** Tells whoever watches all cases that something happened to these, by their numbers. */
  happen(numbers: readonly number[]): void;
  /** The petitioner of a case, by its number, says something; a negative number's is answered, by a unit that is not told. */
  say(number: number): void;
  /** Numbers of the cases whose petitioners wait for an answer. */
  waiting(): readonly number[];
  /** How each subscription began, in order. */
  asked(): readonly Asked[];
  /** What the alerts were subscribed with, in order. */
  alertsAsked(): readonly Record<string, unknown>[];
  /** Tokens of the connections, in order. */
  tokens(): readonly string[];
  /** Closes all connections with a code. */
  cut(code: number): void;
  /** The lines stay open, but nothing passes any more, as when a cable is pulled. */
  freeze(): void;
  /** Nobody is let in until the next call with true. */
  admit(isOpen: boolean): void;
  /** The next subscription is refused with this. */
  refuseNext(code: string, details?: Record<string, unknown>): void;
  /** How many subscriptions wait for what happens next. */
  watchers(): number;
}

const SDL = new URL('../../../../schema/api.graphql', import.meta.url);

const NOTHING_THERE = { cases: casesOf([]), districts: [], departments: [] };

interface LiveCityDeps {
  /** Answers to queries, by root field; by default there is nothing. */
  queries?: Record<string, unknown>;
  /** Serves further addresses of the same origin. */
  pages?: express.RequestHandler;
}

export async function startLiveCity({
  queries = NOTHING_THERE,
  pages,
}: LiveCityDeps = {}): Promise<LiveCity> {
  const schema = buildSchema(await readFile(SDL, 'utf8'));
  const log: LiveAssignment[] = [];
  const acts: CaseHappening[] = [];
  const alerts: AlertLevel[] = [];
  const alertsAsked: Record<string, unknown>[] = [];
  const asked: Asked[] = [];
  const tokens: string[] = [];
  const wakers = new Set<() => void>();
  let isAdmitted = true;
  let refusal: GraphQLError | null = null;

  /** An iterator by hand: a generator that waits cannot be ended. */
  function follow<Entry>(
    entries: readonly Entry[],
    from: number,
    eventOf: (entry: Entry, place: number) => unknown,
    isTold: (entry: Entry) => boolean = () => true,
  ): AsyncIterableIterator<unknown> {
    let next = from;
    let isOver = false;
    let wake: (() => void) | null = null;
    const over = { done: true, value: undefined } as const;
    const stir = (): void => wake?.();
    wakers.add(stir);
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        while (!isOver && (next >= entries.length || !isTold(entries[next]!)))
          if (next < entries.length) next += 1;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        if (isOver) return over;
        next += 1;
        return { done: false, value: eventOf(entries[next - 1]!, next) };
      },
      return: async () => {
        isOver = true;
        wakers.delete(stir);
        wake?.();
        return over;
      },
    };
  }

  const subscription = {
    assignmentIssued: ({ after = null, withOpen = false }: Partial<Asked>): unknown => {
      asked.push({ after, withOpen });
      if (refusal) {
        const error = refusal;
        refusal = null;
        throw error;
      }
      const from = after !== null ? Number(after) : withOpen ? 0 : log.length;
      return follow(log, from, (entry, place) => ({
        assignmentIssued: assignmentEvent(entry, place),
      }));
    },
    caseEvents: ({ after = null, acts: wanted, units }: CaseEventsAsked): unknown =>
      follow(
        acts,
        after === null ? acts.length : Number(after),
        (happening, place) => ({ caseEvents: caseEvent(happening, place) }),
        ({ act, unit }) => (wanted?.includes(act) ?? true) && (units?.includes(unit) ?? true),
      ),
    caseProgressed: ({ after = null, withOpen = false }: Partial<Asked>): unknown => {
      const newest = Math.max(0, acts.length - (withOpen ? 1 : 0));
      return follow(acts, after === null ? newest : Number(after), (happening, place) => ({
        caseProgressed: progressEvent(happening, place),
      }));
    },
    overdueAlert: ({ units, districts, minLevel }: Record<string, unknown>): unknown => {
      alertsAsked.push({ units, districts, minLevel });
      return follow(alerts, alerts.length, (level, place) => ({
        overdueAlert: alertEvent(level, place),
      }));
    },
  };
  const app = express();
  app.post('/graphql', express.json(), async (request, response) => {
    const { query, variables } = request.body as {
      query: string;
      variables: Record<string, unknown>;
    };
    response.json(
      await graphql({
        schema,
        source: query,
        rootValue: { eventCursor: () => String(acts.length), ...queries },
        variableValues: variables,
      }),
    );
  });
  if (pages) app.use(pages);
  const server = createServer(app);
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!isAdmitted) socket.destroy();
    else
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        sockets.emit('connection', webSocket, request),
      );
  });
  const graphqlServer = useServer(
    {
      schema,
      roots: { subscription },
      onConnect: ({ connectionParams }) => {
        tokens.push(String(connectionParams?.authorization));
      },
    },
    sockets,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const each = (act: (socket: WebSocket) => void): void => {
    for (const socket of sockets.clients) act(socket);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issue: (count) => {
      for (let index = 0; index < count; index += 1)
        log.push({ number: log.length + 1, at: new Date().toISOString() });
      for (const wake of wakers) wake();
    },
    happen: (numbers) => {
      acts.push(
        ...numbers.map((number) => ({ number, act: 'REPLY_GIVEN', unit: OTHER_UNIT }) as const),
      );
      for (const wake of wakers) wake();
    },
    waiting: () => {
      const last = new Map(
        acts.filter(isOfMessage).map(({ number }) => [Math.abs(number), number]),
      );
      return [...last.values()].filter((number) => number > 0);
    },
    say: (number) => {
      acts.push(...toldOfMessage(number));
      for (const wake of wakers) wake();
    },
    alert: (level) => {
      alerts.push(level);
      for (const wake of wakers) wake();
    },
    alertsAsked: () => alertsAsked,
    asked: () => asked,
    tokens: () => tokens,
    cut: (code) => each((socket) => socket.close(code)),
    freeze: () =>
      each((socket) => {
        socket.pause();
        socket.send = () => undefined;
      }),
    admit: (isOpen) => {
      isAdmitted = isOpen;
    },
    refuseNext: (code, details = {}) => {
      refusal = new GraphQLError(`refused with ${code}`, { extensions: { code, ...details } });
    },
    watchers: () => wakers.size,
    [Symbol.asyncDispose]: async () => {
      each((socket) => {
        socket.resume();
        socket.terminate();
      });
      await graphqlServer.dispose();
      server.closeAllConnections();
      server.close();
    },
  };
}
