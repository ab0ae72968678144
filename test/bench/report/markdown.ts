import { doubts, judge } from './goals.ts';
import type { MachineFacts } from './machine.ts';
import type { Row, Summary } from './summary.ts';

const COLUMNS = [
  'Gateway',
  'requests/s',
  '× stock',
  '× Hive (Rust)',
  'p50 ms',
  'p99 ms',
  'CPU ms per 1,000',
  'CPU ÷ stock',
  'RSS MB',
  'subgraph requests per operation',
  'cores: gateway',
  'busiest subgraph',
  'load',
];

/** One table per query, load and number of connections; equally fit for a terminal. */
export function toMarkdown({ machine, rounds, cellMs, rows, notes }: Summary): string {
  const groups = Map.groupBy(
    rows,
    ({ scenario, load, connections }) =>
      `${scenario}, ${load}, ${connections} connection${connections === 1 ? '' : 's'}`,
  );
  return [
    '# Gateways compared',
    '',
    `${facts(machine)}; medians of ${rounds} interleaved rounds of ${cellMs} ms.`,
    ...list('Doubts', doubts(rows)),
    ...list('Goals of our gateway, 50 connections', judge(rows)),
    ...[...groups].flatMap(([title, group]) => ['', `## ${title}`, '', table(group)]),
    ...(notes.length > 0
      ? ['', '## Left out or wrong', '', ...notes.map((note) => `- ${note}`)]
      : []),
    '',
  ].join('\n');
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', `## ${title}`, '', ...lines.map((line) => `- ${line}`)] : [];
}

function facts({ cpu, cores, memoryGb, system, node, loadAverage }: MachineFacts): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, load ${loadAverage}`;
}

function table(rows: readonly Row[]): string {
  const cells = [COLUMNS, ...rows.map(toCells)];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join(' | ')} |`;
  const rule = `| ${widths
    .map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
    .join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function toCells(row: Row): string[] {
  const faulty = row.failures > 0 ? ` (${row.failures} wrong answers)` : '';
  const unidentified = row.withoutIdentity > 0 ? ' (identity lost)' : '';
  const refused = row.refused > 0 ? ` (${row.refused} fetches refused)` : '';
  return [
    `${row.label}${faulty}${unidentified}${refused}`,
    row.requestsPerSecond.toFixed(0),
    times(row.timesStock),
    times(row.timesHiveRust),
    row.p50Ms.toFixed(1),
    row.p99Ms.toFixed(1),
    row.cpuMsPerThousand.toFixed(0),
    times(row.timesLessCpuThanStock),
    row.rssMb.toFixed(0),
    row.subgraphRequestsPerOperation.toFixed(2),
    row.gatewayCores.toFixed(2),
    row.busiestSubgraphCores.toFixed(2),
    row.loadCores.toFixed(2),
  ];
}

function times(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)}×`;
}
