import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender, Graph } from '../contenders/contender.ts';
import type { RunningIdentity } from '../contenders/identity.ts';
import { startContender, type RunningContender } from '../contenders/start-contender.ts';
import type { LoadGenerator } from '../load/load-generator.ts';
import type { Options } from '../options.ts';
import { startFleet, type StubFleet } from '../stubs/stub-fleet.ts';
import { askOnce, difference } from './agree.ts';
import { measureCell, type Sample } from './measure-cell.ts';
import type { Cell, Scenario } from './scenario.ts';

export interface Measurement {
  contender: Contender;
  cell: Cell;
  samples: Sample[];
}

export interface GraphRun {
  measurements: Measurement[];
  /** What was left out, and why. */
  notes: string[];
}

interface RunDeps {
  options: Options;
  identity: RunningIdentity;
  load: LoadGenerator;
  /** For supergraphs and what the gateways print. */
  folder: string;
  /** Instant (performance.now) by which the last round must have ended. */
  untilMs: number;
  say: (line: string) => void;
}

const WARM_UP_CONNECTIONS = 50;

/** All contenders on one graph: same answers first, then rounds in which each has its turn. */
export async function runGraph(graph: Graph, deps: RunDeps): Promise<GraphRun> {
  const cells = deps.options.cells.filter(({ scenario }) => scenario.graph === graph);
  const run: GraphRun = { measurements: [], notes: [] };
  if (cells.length === 0) return run;
  using resources = new DisposableStack();
  const fleet = resources.use(await startFleet(graph));
  const running = await startAll(graph, fleet, run, deps);
  for (const each of running) resources.use(each);
  const expected = await agree(running, cells, run, deps);
  const turns = createTurns(running, cells, expected);
  await warmUp(turns, fleet, deps);
  run.measurements.push(...turns.map(({ measurement }) => measurement));
  await runRounds(turns, fleet, deps, run);
  return run;
}

async function startAll(
  graph: Graph,
  fleet: StubFleet,
  run: GraphRun,
  { options, identity, folder, say }: RunDeps,
): Promise<RunningContender[]> {
  const supergraphPath = join(folder, `${graph}.graphql`);
  writeFileSync(supergraphPath, fleet.supergraphSdl);
  const running: RunningContender[] = [];
  for (const contender of options.contenders) {
    if (!contender.graphs.includes(graph)) continue;
    try {
      running.push(
        await startContender(contender, {
          settings: { supergraphPath, subgraphUrls: fleet.urls },
          identity: identity.identity,
          logPath: join(folder, `${graph}-${contender.name}.log`),
          ...(options.isProfiled && contender.name === 'ours' ? { profileFolder: folder } : {}),
        }),
      );
    } catch (error) {
      run.notes.push(`${contender.name} is left out of ${graph}: ${String(error)}`);
      say(run.notes.at(-1) ?? '');
    }
  }
  return running;
}

interface Turn {
  running: RunningContender;
  expected: unknown;
  measurement: Measurement;
}

/** The first contender's answer is what all others must give; who differs is left out. */
async function agree(
  running: readonly RunningContender[],
  cells: readonly Cell[],
  run: GraphRun,
  { identity, say }: RunDeps,
): Promise<Map<Scenario, { data: unknown; agreeing: Set<RunningContender> }>> {
  const agreed = new Map<Scenario, { data: unknown; agreeing: Set<RunningContender> }>();
  for (const scenario of new Set(cells.map((cell) => cell.scenario)))
    for (const each of running) {
      const { scenarios, name } = each.contender;
      if (scenarios && !scenarios.includes(scenario.name)) continue;
      try {
        const data = await askOnce(each, scenario, identity.users[0] ?? '');
        const known = agreed.get(scenario) ?? { data, agreeing: new Set() };
        agreed.set(scenario, known);
        const found = difference(known.data, data);
        if (found !== null) throw new Error(found);
        known.agreeing.add(each);
      } catch (error) {
        run.notes.push(`${name} is left out of ${scenario.name}: ${String(error)}`);
        say(run.notes.at(-1) ?? '');
      }
    }
  return agreed;
}

function createTurns(
  running: readonly RunningContender[],
  cells: readonly Cell[],
  expected: Map<Scenario, { data: unknown; agreeing: Set<RunningContender> }>,
): Turn[] {
  return cells.flatMap((cell) => {
    const known = expected.get(cell.scenario);
    return running
      .filter((each) => known?.agreeing.has(each))
      .map((each) => ({
        running: each,
        expected: known?.data,
        measurement: { contender: each.contender, cell, samples: [] },
      }));
  });
}

/** Each process and operation gets hot once before anything counts. */
async function warmUp(turns: readonly Turn[], fleet: StubFleet, deps: RunDeps): Promise<void> {
  const seen = new Set<string>();
  for (const { running, expected, measurement } of turns) {
    const { scenario } = measurement.cell;
    const key = `${running.contender.name} ${scenario.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const cell: Cell = { scenario, load: 'per-user', connections: WARM_UP_CONNECTIONS };
    const { requestsPerSecond, firstFailure } = await measureCell(
      running,
      cell,
      deps.options.warmUpMs,
      { load: deps.load, fleet, users: deps.identity.users, expected },
    );
    deps.say(`warm ${key}: ${requestsPerSecond.toFixed(0)}/s ${firstFailure ?? ''}`);
  }
}

async function runRounds(
  turns: readonly Turn[],
  fleet: StubFleet,
  deps: RunDeps,
  run: GraphRun,
): Promise<void> {
  let longestMs = 0;
  for (let round = 1; round <= deps.options.rounds; round += 1) {
    const startedAtMs = performance.now();
    if (startedAtMs + longestMs > deps.untilMs) {
      run.notes.push(`${round - 1} of ${deps.options.rounds} rounds fitted into the time`);
      return;
    }
    for (const { running, expected, measurement } of turns)
      measurement.samples.push(
        await measureCell(running, measurement.cell, deps.options.cellMs, {
          load: deps.load,
          fleet,
          users: deps.identity.users,
          expected,
        }),
      );
    longestMs = Math.max(longestMs, performance.now() - startedAtMs);
    deps.say(`round ${round}: ${((performance.now() - startedAtMs) / 1_000).toFixed(0)} s`);
  }
}
