import type { Sample } from '../measure/measure-cell.ts';
import type { Measurement } from '../measure/run-graph.ts';
import type { LoadKind } from '../measure/scenario.ts';
import type { MachineFacts } from './machine.ts';

/** Medians over the rounds; null where the other was not measured. */
interface Ratios {
  /** How many times the requests per second of that contender under the same load. */
  timesStock: number | null;
  timesHiveRust: number | null;
  timesHiveShared: number | null;
  /** How many times less CPU than stock per request. */
  timesLessCpuThanStock: number | null;
}

/** Medians over the rounds. */
export interface Row extends Omit<Sample, 'firstFailure'>, Ratios {
  contender: string;
  label: string;
  scenario: string;
  load: LoadKind;
  connections: number;
  rounds: number;
  /** Lowest and highest of the rounds, requests per second. */
  range: [lowest: number, highest: number];
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
  const measured = measurements.filter(({ samples }) => samples.length > 0);
  const rows = measured.map((one) => ({ ...toRow(one), ...ratios(one, measured) }));
  const wrong = rows.filter(({ failures }) => failures > 0).map(wrongAnswers);
  return { ...rest, notes: [...rest.notes, ...wrong], rows };
}

/** Round by round, so that what disturbed a round disturbed both sides of the ratio. */
function ratios(one: Measurement, all: readonly Measurement[]) {
  const against = (name: string, read: (own: Sample, peer: Sample) => number): number | null => {
    const peer = all.find(
      ({ contender, cell }) => contender.name === name && cell === one.cell,
    )?.samples;
    // A wrong answer is often a cheap one, so nothing is said of who gives them.
    if (!peer || one.samples.some(({ failures }) => failures > 0)) return null;
    return median(
      one.samples.flatMap((own, round) => (peer[round] ? [read(own, peer[round])] : [])),
    );
  };
  const rate = (own: Sample, peer: Sample) => own.requestsPerSecond / peer.requestsPerSecond;
  return {
    timesStock: against('stock', rate),
    timesHiveRust: against('hive-rust', rate),
    timesHiveShared: against('hive-rust-shared', rate),
    timesLessCpuThanStock: against(
      'stock',
      (own, peer) => peer.cpuMsPerThousand / own.cpuMsPerThousand,
    ),
  };
}

function wrongAnswers(row: Row): string {
  const { contender, scenario, load, connections, failures, requests, firstFailure } = row;
  return `${contender}, ${scenario}, ${load}, ${connections}: ${failures} of ${requests} answers were wrong, the first: ${String(firstFailure)}`;
}

function toRow({ contender, cell, samples }: Measurement): Omit<Row, keyof Ratios> {
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
