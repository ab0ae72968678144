import type {
  AlertEvent,
  AssignmentEvent,
  DashboardClient,
  WatchFilter,
} from '../../client/dashboard-client.ts';
import { BoardSnapshotDocument, type AlertLevel } from '../../generated/operations.ts';
import { LEVELS } from '../labels.ts';
import { createLiveRows, type LiveRows } from './live-rows.ts';

export type AssignmentRow = AssignmentEvent['assignment'];
export type AlertRow = AlertEvent['alert'];

/** What is new and what is late, as it happens. */
export interface Board {
  assignments: LiveRows<AssignmentRow>;
  alerts: LiveRows<AlertRow>;
  close(): void;
}

export interface BoardFilter extends WatchFilter {
  minLevel: AlertLevel;
}

/** What came just now, to be heard and said. */
export interface News {
  assignments: number;
  alerts: readonly AlertLevel[];
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
  }
  // Without it the feeds still tell what is new; each gap tries again.
  const tryLoading = (): void => void loadSnapshot().catch(() => undefined);

  const startOver = (rows: { clear: () => void }): void => {
    rows.clear();
    openedAt = client.clock.now();
    onGap();
    tryLoading();
  };

  const ends = [
    client.watchAssignments(filter, {
      onEvents: (events) => {
        const news = events.filter(isNews);
        assignments.fill(events.filter((event) => !isNews(event)).map(toAssignment));
        assignments.arrive(news.map(toAssignment));
        if (news.length > 0) onNews({ assignments: news.length, alerts: [] });
      },
      onGap: () => startOver(assignments),
    }),
    client.watchAlerts(filter, {
      onEvents: (events) => {
        const news = events.filter(isNews);
        alerts.fill(events.filter((event) => !isNews(event)).map(toAlert));
        alerts.arrive(news.map(toAlert));
        if (news.length > 0)
          onNews({ assignments: 0, alerts: news.map(({ alert }) => alert.level) });
      },
      onGap: () => startOver(alerts),
    }),
  ];
  tryLoading();
  return {
    assignments,
    alerts,
    close: () => {
      isClosed = true;
      for (const end of ends) end();
    },
  };
}

function isAtLeast(level: AlertLevel, least: AlertLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

const toAssignment = ({ assignment }: AssignmentEvent): AssignmentRow => assignment;
const toAlert = ({ alert }: AlertEvent): AlertRow => alert;
