import type { Sample } from '../measure/measure-cell.ts';
import type { Measurement } from '../measure/run-graph.ts';
import type { LoadKind } from '../measure/scenario.ts';
import type { MachineFacts } from './machine.ts';

/** Medians over the rounds. */
export interface Row extends Omit<Sample, 'firstFailure'> {
  contender: string;
  label: string;
  scenario: string;
  load: LoadKind;
  connections: number;
  rounds: number;
  /** Lowest and highest of the rounds, requests per second. */
  range: [lowest: number, highest: number];
  /** How many times the requests per second of that contender under the same load. */
  timesStock: number | null;
  timesHiveRust: number | null;
  /** How many times less CPU than stock per request. */
  timesLessCpuThanStock: number | null;
  firstFailure: string | null;
}

export interface Summary {
  machine: MachineFacts;
  rounds: number;
  cellMs: number;
  rows: Row[];
  notes: string[];
}

interface Given extends Omit<Summary, 'rows'> {
  measurements: readonly Measurement[];
}

export function summarise({ measurements, ...rest }: Given): Summary {
  const rows = measurements.filter(({ samples }) => samples.length > 0).map(toRow);
  for (const row of rows) {
    const peer = (name: string) =>
      rows.find(
        (each) =>
          each.contender === name &&
          each.scenario === row.scenario &&
          each.load === row.load &&
          each.connections === row.connections,
      );
    // A wrong answer is often a cheap one, so nothing is said of who gives them.
    if (row.failures > 0) continue;
    const stock = peer('stock');
    const hive = peer('hive-rust');
    if (stock) {
      row.timesStock = row.requestsPerSecond / stock.requestsPerSecond;
      row.timesLessCpuThanStock = stock.cpuMsPerThousand / row.cpuMsPerThousand;
    }
    if (hive) row.timesHiveRust = row.requestsPerSecond / hive.requestsPerSecond;
  }
  const wrong = rows
    .filter(({ failures }) => failures > 0)
    .map(
      (row) =>
        `${row.contender}, ${row.scenario}, ${row.load}, ${row.connections}: ${row.failures} of ${row.requests} answers were wrong, the first: ${String(row.firstFailure)}`,
    );
  return { ...rest, notes: [...rest.notes, ...wrong], rows };
}

function toRow({ contender, cell, samples }: Measurement): Row {
  const middle = (read: (sample: Sample) => number) => median(samples.map(read));
  const total = (read: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + read(sample), 0);
  const rates = samples.map(({ requestsPerSecond }) => requestsPerSecond);
  return {
    contender: contender.name,
    label: contender.label,
    scenario: cell.scenario.name,
    load: cell.load,
    connections: cell.connections,
    rounds: samples.length,
    range: [Math.min(...rates), Math.max(...rates)],
    timesStock: null,
    timesHiveRust: null,
    timesLessCpuThanStock: null,
    requestsPerSecond: median(rates),
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    cpuMsPerThousand: middle(({ cpuMsPerThousand }) => cpuMsPerThousand),
    rssMb: Math.max(...samples.map(({ rssMb }) => rssMb)),
    subgraphRequestsPerOperation: middle((each) => each.subgraphRequestsPerOperation),
    subgraphCores: middle(({ subgraphCores }) => subgraphCores),
    busiestSubgraphCores: middle(({ busiestSubgraphCores }) => busiestSubgraphCores),
    loadCores: middle(({ loadCores }) => loadCores),
    gatewayCores: middle(({ gatewayCores }) => gatewayCores),
    requests: total(({ requests }) => requests),
    failures: total(({ failures }) => failures),
    withoutIdentity: total(({ withoutIdentity }) => withoutIdentity),
    refused: total(({ refused }) => refused),
    firstFailure: samples.find(({ firstFailure }) => firstFailure !== null)?.firstFailure ?? null,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
