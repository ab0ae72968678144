import type {
  AlertEvent,
  AssignmentEvent,
  DashboardClient,
  MessageEvent,
  WatchFilter,
} from '../../client/dashboard-client.ts';
import {
  BoardSnapshotDocument,
  type AlertLevel,
  type WaitingCaseFragment,
} from '../../generated/operations.ts';
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
  let openedAt = client.clock.now();
  let isClosed = false;
  const isNews = ({ at }: { at: string }): boolean => Date.parse(at) >= openedAt;

  /** What was there already comes by the snapshot and, told by the feed as open, by the feed. */
  async function loadSnapshot(): Promise<void> {
    const units = filter.units ?? filter.districts ?? null;
    const { data } = await client.ask(BoardSnapshotDocument, { units: units && [...units] });
    if (isClosed) return;
    const isWanted = ({ unit }: AssignmentRow): boolean =>
      !filter.units || (unit !== null && filter.units.includes(unit.id));
    assignments.fill(data.open.edges.flatMap(({ node }) => node.assignments).filter(isWanted));
    const late = data.overdue.edges.flatMap(({ node }) => node.overdueAlerts);
    alerts.fill(late.filter(({ level }) => isAtLeast(level, filter.minLevel)));
    messages.fill(data.waiting.edges.flatMap(({ node }) => toMessage(node)));
  }
  // Without it the feeds still tell what is new; each gap tries again.
  const tryLoading = (): void => void loadSnapshot().catch(() => undefined);

  const startOver = (rows: { clear: () => void }): void => {
    rows.clear();
    openedAt = client.clock.now();
    onGap();
    tryLoading();
  };

  function takeMessages(events: readonly MessageEvent[]): void {
    const cases = new Map(events.flatMap((event) => (event.case ? [event.case] : [])).map(byId));
    const rows = [...cases.values()].flatMap(toMessage);
    const stillWaiting = new Set(rows.map(({ id }) => id));
    messages.leave((row) => cases.has(row.case.id) && !stillWaiting.has(row.id));
    messages.fill(rows.filter((row) => !isNews(row)));
    // Told once for each unit that is to answer.
    const count = messages.arrive(rows.filter(isNews));
    if (count > 0) onNews({ ...NO_NEWS, messages: count });
  }

  /** Begins before the snapshot is read, so that nothing falls between the two. */
  async function watchMessages(): Promise<void> {
    const after = await client.moment().catch(() => null);
    if (isClosed) return;
    ends.push(
      client.watchMessages(
        filter,
        { onEvents: takeMessages, onGap: () => startOver(messages) },
        after,
      ),
    );
  }

  const ends = [
    client.watchAssignments(filter, {
      onEvents: (events) => {
        const news = events.filter(isNews);
        assignments.fill(events.filter((event) => !isNews(event)).map(toAssignment));
        assignments.arrive(news.map(toAssignment));
        if (news.length > 0) onNews({ ...NO_NEWS, assignments: news.length });
      },
      onGap: () => startOver(assignments),
    }),
    client.watchAlerts(filter, {
      onEvents: (events) => {
        const news = events.filter(isNews);
        alerts.fill(events.filter((event) => !isNews(event)).map(toAlert));
        alerts.arrive(news.map(toAlert));
        if (news.length > 0) onNews({ ...NO_NEWS, alerts: news.map(({ alert }) => alert.level) });
      },
      onGap: () => startOver(alerts),
    }),
  ];
  void watchMessages().then(tryLoading);
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
