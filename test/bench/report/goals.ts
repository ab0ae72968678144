import type { Row } from './summary.ts';

/** What our gateway is to reach, all at 50 connections. */
interface Goal {
  what: string;
  scenario: string;
  load: Row['load'];
  read: (row: Row) => number | null;
  /** A floor or a ceiling. */
  least?: number;
  most?: number;
}

const CONNECTIONS = 50;

const GOALS: readonly Goal[] = [
  large('× stock', ({ timesStock }) => timesStock, { least: 7 }),
  large('× Hive (Rust)', ({ timesHiveRust }) => timesHiveRust, { least: 2 }),
  large('subgraph requests per operation', (row) => row.subgraphRequestsPerOperation, { most: 7 }),
  large('RSS MB', ({ rssMb }) => rssMb, { most: 300 }),
  {
    what: '× Hive (Rust), sharing',
    scenario: 'large',
    load: 'identical',
    read: ({ timesHiveShared }) => timesHiveShared,
    least: 1,
  },
  {
    what: '× stock',
    scenario: 'small',
    load: 'per-user',
    read: ({ timesStock }) => timesStock,
    least: 4,
  },
];

function large(what: string, read: Goal['read'], bound: Pick<Goal, 'least' | 'most'>): Goal {
  return { what, scenario: 'large', load: 'per-user', read, ...bound };
}

/** Below so many cores a busy gateway waited for the machine, and its rates say little. */
const WHOLE_CORE = 0.85;

/** What makes the rates of a run doubtful. */
export function doubts(rows: readonly Row[]): string[] {
  const busy = rows.filter(({ connections }) => connections >= CONNECTIONS);
  const starved = busy.filter(({ gatewayCores }) => gatewayCores < WHOLE_CORE);
  if (starved.length === 0) return [];
  return [
    `In ${starved.length} of ${busy.length} rows with ${CONNECTIONS} connections or more the gateway got less than ${WHOLE_CORE} cores: others used the machine. Read "CPU ÷ stock" rather than requests per second there.`,
  ];
}

/** One line per goal that was measured: what was reached, and whether that is enough. */
export function judge(rows: readonly Row[]): string[] {
  return GOALS.flatMap(({ what, scenario, load, read, least, most }) => {
    const row = rows.find(
      (each) =>
        each.contender === 'ours' &&
        each.scenario === scenario &&
        each.load === load &&
        each.connections === CONNECTIONS,
    );
    const reached = row ? read(row) : null;
    if (reached === null) return [];
    const isReached = reached >= (least ?? -Infinity) && reached <= (most ?? Infinity);
    const goal = least === undefined ? `at most ${String(most)}` : `at least ${least}`;
    const verdict = isReached ? 'reached' : 'missed';
    const byCpu = what === '× stock' ? ` (by CPU ${row?.timesLessCpuThanStock?.toFixed(1)}×)` : '';
    return [
      `${verdict}: ${scenario}, ${load}: ${reached.toFixed(1)} ${what}${byCpu}, goal ${goal}`,
    ];
  });
}
