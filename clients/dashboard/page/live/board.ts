import type {
  AlertEvent,
  AssignmentEvent,
  DashboardClient,
  MessageEvent,
  WatchFilter,
} from '../../client/dashboard-client.ts';
import { CityError } from '../../client/city-error.ts';
import type { FeedSink } from '../../client/feed.ts';
import { pause, retryWaitMs } from '../../client/retry-wait.ts';
import { SignedOut } from '../../client/token-source.ts';
import {
  BoardSnapshotDocument,
  type AlertLevel,
  type WaitingCaseFragment,
} from '../../generated/operations.ts';
import { watchFromNow } from '../frame/watch-from-now.ts';
import { LEVELS } from '../labels.ts';
import { createLiveRows, type LiveRows } from './live-rows.ts';

export type AssignmentRow = AssignmentEvent['assignment'];
export type AlertRow = AlertEvent['alert'];

/** 留言: what a petitioner has said and nobody has answered, the newest of each case. */
export interface MessageRow {
  id: string;
  at: string;
  case: WaitingCaseFragment;
}

/** What is new, what is late and who waits for an answer, as it happens. */
export interface Board {
  assignments: LiveRows<AssignmentRow>;
  alerts: LiveRows<AlertRow>;
  messages: LiveRows<MessageRow>;
  close(): void;
}

export interface BoardFilter extends WatchFilter {
  minLevel: AlertLevel;
}

/** What came just now, to be heard and said. */
export interface News {
  assignments: number;
  alerts: readonly AlertLevel[];
  messages: number;
}

interface BoardDeps {
  client: DashboardClient;
  filter: BoardFilter;
  onNews: (news: News) => void;
  /** Messages were lost for good; the board begins anew with what is open. */
  onGap: () => void;
}

export function openBoard({ client, filter, onNews, onGap }: BoardDeps): Board {
  const assignments = createLiveRows<AssignmentRow>(({ issuedAt }) => issuedAt);
  const alerts = createLiveRows<AlertRow>(({ raisedAt }) => raisedAt);
  const messages = createLiveRows<MessageRow>(({ at }) => at);
  /** Cases that the feed told of while a snapshot was on its way, which may have been taken before. */
  const meanwhile = new Set<Set<string>>();
  let openedHere = Date.now();
  let isClosed = false;
  /** By the server's clock as it is known by now: at the opening it may not have been told yet. */
  const isNews = ({ at }: { at: string }): boolean =>
    Date.parse(at) >= openedHere + client.clock.now() - Date.now();

  /** What was there already comes by the snapshot and, told by the feed as open, by the feed. */
  async function loadSnapshot(): Promise<void> {
    const units = filter.units ?? filter.districts ?? null;
    const told = new Set<string>();
    meanwhile.add(told);
    const { data } = await client
      .ask(BoardSnapshotDocument, { units: units && [...units] })
      .finally(() => meanwhile.delete(told));
    if (isClosed) return;
    const isWanted = ({ unit }: AssignmentRow): boolean =>
      !filter.units || (unit !== null && filter.units.includes(unit.id));
    assignments.fill(data.open.edges.flatMap(({ node }) => node.assignments).filter(isWanted));
    const late = data.overdue.edges.flatMap(({ node }) => node.overdueAlerts);
    alerts.fill(late.filter(({ level }) => isAtLeast(level, filter.minLevel)));
    const waiting = data.waiting.edges.map(({ node }) => node).filter(({ id }) => !told.has(id));
    messages.fill(waiting.flatMap(toMessage));
  }
  /** Until it is there: a board without it would say that nothing is open. */
  async function keepLoading(): Promise<void> {
    for (let attempt = 1; !isClosed; attempt += 1) {
      const failure = await loadSnapshot().then(() => null, asIs);
      if (failure === null || isFinal(failure)) return;
      await pause(retryWaitMs(attempt)).done;
    }
  }
  const load = (): void => void keepLoading();

  const startOver = (rows: { clear: () => void }): void => {
    rows.clear();
    openedHere = Date.now();
    onGap();
    load();
  };

  function takeMessages(events: readonly MessageEvent[]): void {
    const cases = new Map(events.flatMap((event) => (event.case ? [event.case] : [])).map(byId));
    for (const told of meanwhile) for (const id of cases.keys()) told.add(id);
    const rows = [...cases.values()].flatMap(toMessage);
    const stillWaiting = new Set(rows.map(({ id }) => id));
    messages.leave((row) => cases.has(row.case.id) && !stillWaiting.has(row.id));
    messages.fill(rows.filter((row) => !isNews(row)));
    // Told once for each unit that is to answer.
    const count = messages.arrive(rows.filter(isNews));
    if (count > 0) onNews({ ...NO_NEWS, messages: count });
  }

  /** What was there before goes to its place; what is new waits to be shown. */
  function sinkOf<Event extends { at: string }, Row extends { id: string }>(
    rows: LiveRows<Row>,
    toRow: (event: Event) => Row,
    newsOf: (news: readonly Row[]) => Partial<News>,
  ): FeedSink<Event> {
    return {
      onEvents: (events) => {
        const news = events.filter(isNews).map(toRow);
        rows.fill(events.filter((event) => !isNews(event)).map(toRow));
        rows.arrive(news);
        if (news.length > 0) onNews({ ...NO_NEWS, ...newsOf(news) });
      },
      onGap: () => startOver(rows),
    };
  }

  const ofMessages = { onEvents: takeMessages, onGap: () => startOver(messages) };
  const ends = [
    client.watchAssignments(
      filter,
      sinkOf(assignments, toAssignment, (news) => ({ assignments: news.length })),
    ),
    client.watchAlerts(
      filter,
      sinkOf(alerts, toAlert, (news) => ({ alerts: news.map(({ level }) => level) })),
    ),
    watchFromNow(client, (after) => client.watchMessages(filter, ofMessages, after), load),
  ];
  return {
    assignments,
    alerts,
    messages,
    close: () => {
      isClosed = true;
      for (const end of ends) end();
    },
  };
}

const asIs = (reason: unknown): unknown => reason;

/** Asked again, the answer would be the same. */
function isFinal(failure: unknown): boolean {
  if (failure instanceof SignedOut) return true;
  return failure instanceof CityError && FINAL.has(failure.code);
}

const FINAL: ReadonlySet<string> = new Set(['FORBIDDEN', 'BAD_USER_INPUT', 'LIMIT_EXCEEDED']);

function isAtLeast(level: AlertLevel, least: AlertLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

const NO_NEWS: News = { assignments: 0, alerts: [], messages: 0 };

const byId = (row: WaitingCaseFragment): [string, WaitingCaseFragment] => [row.id, row];

/** The newest of a case; what was said before it waits with it. */
function toMessage(row: WaitingCaseFragment): MessageRow[] {
  const at = row.unansweredMessageAt;
  return at ? [{ id: `${row.id} ${at}`, at, case: row }] : [];
}

const toAssignment = ({ assignment }: AssignmentEvent): AssignmentRow => assignment;
const toAlert = ({ alert }: AlertEvent): AlertRow => alert;
