import type { RunningContender } from '../contenders/start-contender.ts';
import type { LoadGenerator } from '../load/load-generator.ts';
import type { StubFleet } from '../stubs/stub-fleet.ts';
import { cpuMsOf, rssMbOf } from './process-usage.ts';
import { bodyOf, type Cell } from './scenario.ts';

/** One contender under one load, once. */
export interface Sample {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** CPU of the gateway process, in ms, per 1,000 requests. */
  cpuMsPerThousand: number;
  rssMb: number;
  subgraphRequestsPerOperation: number;
  /** Cores kept busy by all subgraphs together, by the busiest one, and by the load generator. */
  subgraphCores: number;
  busiestSubgraphCores: number;
  loadCores: number;
  gatewayCores: number;
  requests: number;
  failures: number;
  firstFailure: string | null;
  /** Requests that reached a subgraph without saying who asks, and that it could not read. */
  withoutIdentity: number;
  refused: number;
}

export interface MeasureDeps {
  load: LoadGenerator;
  fleet: StubFleet;
  users: readonly string[];
  expected: unknown;
}

const CHECK_EVERY = 25;

export async function measureCell(
  { pid, url }: RunningContender,
  cell: Cell,
  durationMs: number,
  { load, fleet, users, expected }: MeasureDeps,
): Promise<Sample> {
  const pids = [pid, load.pid, ...fleet.pids];
  const countedBefore = await fleet.count();
  const cpuBefore = pids.map(cpuMsOf);
  const result = await load.run({
    url,
    body: bodyOf(cell.scenario),
    authorizations: Array.from({ length: cell.connections }, (_, index) =>
      String(users[cell.load === 'identical' ? 0 : index]),
    ),
    durationMs,
    expected,
    checkEvery: CHECK_EVERY,
  });
  const cpuMs = pids.map((each, index) => cpuMsOf(each) - (cpuBefore[index] ?? 0));
  const counted = await fleet.count();
  const [gatewayMs = 0, loadMs = 0, ...subgraphMs] = cpuMs;
  const { requests, elapsedMs } = result;
  return {
    requestsPerSecond: (requests / elapsedMs) * 1_000,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    cpuMsPerThousand: (gatewayMs / requests) * 1_000,
    rssMb: rssMbOf(pid),
    subgraphRequestsPerOperation: (counted.requests - countedBefore.requests) / requests,
    subgraphCores: subgraphMs.reduce((sum, each) => sum + each, 0) / elapsedMs,
    busiestSubgraphCores: Math.max(...subgraphMs) / elapsedMs,
    loadCores: loadMs / elapsedMs,
    gatewayCores: gatewayMs / elapsedMs,
    requests,
    failures: result.failures,
    firstFailure: result.firstFailure,
    withoutIdentity: counted.withoutIdentity - countedBefore.withoutIdentity,
    refused: counted.refused - countedBefore.refused,
  };
}
