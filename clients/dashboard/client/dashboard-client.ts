import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Client } from 'graphql-ws';
import {
  MomentDocument,
  WatchAlertsDocument,
  WatchAssignmentsDocument,
  WatchCaseDocument,
  WatchCasesDocument,
  WatchMessagesDocument,
  type AlertLevel,
  type WatchAlertsSubscription,
  type WatchAssignmentsSubscription,
  type WatchCaseSubscription,
  type WatchCasesSubscription,
  type WatchMessagesSubscription,
} from '../generated/operations.ts';
import { createAskCity, type AskCity } from './ask-city.ts';
import type { ConnectionState, Watched } from './connection-state.ts';
import { createMemoryCursors, type CursorStore } from './cursor-store.ts';
import { createFeed, type CursorEvent, type Feed, type FeedSink } from './feed.ts';
import { openLiveConnection } from './live-connection.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import type { TokenSource } from './token-source.ts';

/** 新件: an assignment as it was issued. */
export type AssignmentEvent = WatchAssignmentsSubscription['assignmentIssued'];
/** 超期预警: an alert as it was raised. */
export type AlertEvent = WatchAlertsSubscription['overdueAlert'];

/** 留言待回复: a case to whose petitioner an answer is owed, or no longer; its `unansweredMessageAt` tells. */
export type MessageEvent = WatchMessagesSubscription['caseEvents'];

/** 办件进度: an act on one case. */
type CaseActEvent = WatchCaseSubscription['caseProgressed'];

/** 办件动态: an act on any case, and the case as it stands now. */
type CaseEvent = WatchCasesSubscription['caseEvents'];

/** Of whom to be told; nothing given means all that one may see. */
export interface WatchFilter {
  /** Ids of receiving units. */
  units?: readonly string[];
  /** Ids such as district:511602: only cases that came in there or were given to one of them. */
  districts?: readonly string[];
}

interface AlertFilter extends WatchFilter {
  /** Nothing milder; by default all. */
  minLevel?: AlertLevel;
}

export interface DashboardClientOptions {
  /** The gateway's GraphQL address, http or https. */
  url: string;
  token: TokenSource;
  /** By default in memory: each start begins with what is open. */
  cursors?: CursorStore;
  /** The WebSocket class, where the platform has none. */
  webSocket?: unknown;
  /** Events are handed over that far apart at most, in ms; 100 by default. */
  batchMs?: number;
  /** Between pings, in ms; 10 s by default. Half of it without an answer ends a connection. */
  keepAliveMs?: number;
  /** Without a connection for so long (in ms, 30 s by default) what is shown counts as old. */
  lostAfterMs?: number;
}

/** How far behind the city one is. */
interface Lag {
  /** From the newest event's time to its arrival; ms on the server's clock, null before the first. */
  eventMs: number | null;
  roundTripMs: number | null;
}

/** A city's live events and questions, for staff; one socket for all of it. */
export interface DashboardClient extends AsyncDisposable {
  ask: AskCity;
  connection: Watched<ConnectionState>;
  clock: ServerClock;
  lag(): Lag;
  /** Tells each new assignment once, in order, through lost connections and reloads. @returns ends it */
  watchAssignments(filter: WatchFilter, sink: FeedSink<AssignmentEvent>): () => void;
  /** The same for overdue alerts. @returns ends it */
  watchAlerts(filter: AlertFilter, sink: FeedSink<AlertEvent>): () => void;
  /** Cursor of this moment: ask for it, then for what is to be shown, and watch after it, and nothing is missed. */
  moment(): Promise<string>;
  /**
   * What petitioners say and units answer. @returns ends it
   * @param after where it begins if nothing is kept of an earlier time; null for now
   */
  watchMessages(
    filter: WatchFilter,
    sink: FeedSink<MessageEvent>,
    after?: string | null,
  ): () => void;
  /**
   * Each act on one case, for as long as it is shown. It begins with the newest act of before: whoever asks for
   * the case then, or later, has missed nothing. @returns ends it
   */
  watchCase(caseId: string, sink: FeedSink<CaseActEvent>): () => void;
  /** Each act on all cases that one may see, after a cursor or from now on. @returns ends it */
  watchCases(filter: WatchFilter, sink: FeedSink<CaseEvent>, after?: string | null): () => void;
  /** Connects at once rather than after the wait, as when the network is back. */
  hurry: () => void;
}

const BATCH_MS = 100;
const KEEP_ALIVE_MS = 10_000;
const LOST_AFTER_MS = 30_000;
const QUESTION_TIMEOUT_MS = 20_000;

interface FeedStart {
  beginsWithOpen: boolean;
  isKept: boolean;
  after?: string | null;
}
const OPEN_FIRST: FeedStart = { beginsWithOpen: true, isKept: true };
const KEPT_FROM_NOW: FeedStart = { beginsWithOpen: false, isKept: true };
const SHOWN_AS_IT_STANDS: FeedStart = { beginsWithOpen: true, isKept: false };
const SHOWN_NOW: FeedStart = { beginsWithOpen: false, isKept: false };

/** Connects at once; dispose it to end all feeds. */
export function createDashboardClient(options: DashboardClientOptions): DashboardClient {
  const { url, token, cursors = createMemoryCursors(), batchMs = BATCH_MS } = options;
  const clock = createServerClock();
  const feeds = new Set<Feed>();
  let connected: Client | null = null;
  let eventMs: number | null = null;
  let connectedAt = 0;
  const connection = openLiveConnection({
    url: url.replace(/^http/, 'ws'),
    token,
    clock,
    webSocket: options.webSocket ?? globalThis.WebSocket,
    keepAliveMs: options.keepAliveMs ?? KEEP_ALIVE_MS,
    lostAfterMs: options.lostAfterMs ?? LOST_AFTER_MS,
    onConnected: (client) => {
      connected = client;
      connectedAt = clock.now();
      for (const feed of feeds) feed.connect(client);
      return () => {
        connected = null;
        for (const feed of feeds) feed.disconnect();
      };
    },
  });

  /** @param start what it begins with, and whether its cursor is kept: what is shown now needs none */
  function watch<Data, Event extends CursorEvent>(
    kind: string,
    document: TypedDocumentNode<Data, never>,
    variables: Record<string, unknown>,
    eventOf: (data: Data) => Event | null,
    sink: FeedSink<Event>,
    start: FeedStart = OPEN_FIRST,
  ): () => void {
    const feed = createFeed<Event>({
      name: `${kind} ${JSON.stringify(variables)}`,
      document,
      variables,
      eventOf: (data) => eventOf(data as Data),
      cursors: start.isKept ? cursors : createMemoryCursors(),
      beginsWithOpen: start.beginsWithOpen,
      after: start.after ?? null,
      batchMs,
      sink,
      noteData: ({ at }) => {
        connection.noteData();
        // What is told as open, or caught up with, says nothing of how quick the line is.
        const happenedAt = Date.parse(at);
        if (happenedAt >= connectedAt) eventMs = Math.max(0, clock.now() - happenedAt);
      },
    });
    feeds.add(feed);
    if (connected) feed.connect(connected);
    return () => {
      feeds.delete(feed);
      feed.close();
    };
  }

  const ask = createAskCity({ url, token, clock, timeoutMs: QUESTION_TIMEOUT_MS });
  return {
    ask,
    moment: async () => (await ask(MomentDocument, {})).data.eventCursor,
    connection: connection.state,
    clock,
    lag: () => ({ eventMs, roundTripMs: connection.roundTripMs() }),
    hurry: () => connection.hurry(),
    watchAssignments: (filter, sink) =>
      watch(
        'assignments',
        WatchAssignmentsDocument as TypedDocumentNode<WatchAssignmentsSubscription, never>,
        toVariables(filter),
        (data) => data.assignmentIssued,
        sink,
      ),
    watchAlerts: ({ minLevel = 'DUE_SOON', ...filter }, sink) =>
      watch(
        'alerts',
        WatchAlertsDocument as TypedDocumentNode<WatchAlertsSubscription, never>,
        { ...toVariables(filter), minLevel },
        (data) => data.overdueAlert,
        sink,
      ),
    watchMessages: (filter, sink, after = null) =>
      watch(
        'messages',
        WatchMessagesDocument as TypedDocumentNode<WatchMessagesSubscription, never>,
        toVariables(filter),
        (data) => data.caseEvents,
        sink,
        { ...KEPT_FROM_NOW, after },
      ),
    watchCase: (caseId, sink) =>
      watch(
        'case',
        WatchCaseDocument as TypedDocumentNode<WatchCaseSubscription, never>,
        { caseId },
        (data) => data.caseProgressed,
        sink,
        SHOWN_AS_IT_STANDS,
      ),
    watchCases: (filter, sink, after = null) =>
      watch(
        'cases',
        WatchCasesDocument as TypedDocumentNode<WatchCasesSubscription, never>,
        toVariables(filter),
        (data) => data.caseEvents,
        sink,
        { ...SHOWN_NOW, after },
      ),
    [Symbol.asyncDispose]: async () => {
      for (const feed of feeds) feed.close();
      feeds.clear();
      await connection[Symbol.asyncDispose]();
    },
  };
}

/** Sorted, so that the same filter finds its cursor again. */
function toVariables({ units, districts }: WatchFilter): Record<string, unknown> {
  return {
    ...(units && { units: units.toSorted() }),
    ...(districts && { districts: districts.toSorted() }),
  };
}
