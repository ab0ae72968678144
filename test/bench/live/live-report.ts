import type { Contender } from '../contenders/contender.ts';
import type { MachineFacts } from '../report/machine.ts';
import type { Break, LiveCell, LiveMeasurement } from './measure-live.ts';

export interface LiveResult {
  contender: Contender;
  /** Absent where it did not get so far. */
  measurement?: LiveMeasurement;
  failure?: string;
}

export interface LiveSummary {
  machine: MachineFacts;
  clients: number;
  results: readonly LiveResult[];
}

const RATE_COLUMNS = [
  'Gateway',
  'events/s',
  'holds',
  'p50 ms',
  'p99 ms',
  'CPU µs per message',
  'fetches per event',
  'upstreams',
  'RSS MB',
];
const BREAK_COLUMNS = ['Gateway', 'what broke', 'missed', 'told twice', 'upstreams at most'];

/** Equally fit for a terminal. */
export function toLiveMarkdown({ machine, clients, results }: LiveSummary): string {
  const { cpu, cores, system, node, loadAverage } = machine;
  return [
    '# Live events compared',
    '',
    `${cpu}, ${cores} cores, ${system}, Node ${node}, load average ${loadAverage}; ${clients} clients with one query.`,
    '',
    table(
      RATE_COLUMNS,
      results.flatMap(({ contender, measurement }) =>
        (measurement?.cells ?? []).map((cell) => [contender.label, ...rateRow(cell)]),
      ),
    ),
    '',
    table(
      BREAK_COLUMNS,
      results.flatMap(({ contender, measurement }) =>
        measurement
          ? [
              [contender.label, 'the upstream', ...breakRow(measurement.upstreamLost)],
              [contender.label, 'all clients', ...breakRow(measurement.clientsLost)],
            ]
          : [],
      ),
    ),
    ...results.flatMap(({ contender, failure }) =>
      failure === undefined ? [] : ['', `- ${contender.label} is left out: ${failure}`],
    ),
    '',
  ].join('\n');
}

function rateRow(cell: LiveCell): string[] {
  return [
    String(cell.eventsPerSecond),
    cell.holds ? 'yes' : 'no',
    String(cell.p50Ms),
    String(cell.p99Ms),
    cell.cpuMicrosPerMessage.toFixed(1),
    cell.fetchesPerEvent.toFixed(1),
    String(cell.upstreams),
    cell.rssMb.toFixed(0),
  ];
}

function breakRow({ missed, repeated, expected, mostUpstreams }: Break): string[] {
  return [`${missed} of ${expected}`, String(repeated), String(mostUpstreams)];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
