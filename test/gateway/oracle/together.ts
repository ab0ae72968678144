import { OperationTypeNode, print, type FormattedExecutionResult } from 'graphql';
import { createExecutor } from '../../../gateway/execution/execute-operation.ts';
import { planOperation } from '../../../gateway/execution/planning/plan.ts';
import { compareExactly } from './compare.ts';
import { createFaultySource } from './faulty-source.ts';
import type { GraphName } from './graphs/test-graphs.ts';
import { randomOperation } from './operations/random-operation.ts';
import { oracleGraph, type OracleGraph } from './oracle-graph.ts';
import { nameIn } from './trial.ts';
import { createEffectLog } from './world/effect-log.ts';
import { createFaults } from './world/faults.ts';
import { askMonolith, type ServerDeps } from './world/monolith.ts';
import { createWorld } from './world/world.ts';

/** Of each round: which operation which caller asks for, all at once. */
const ASKED = [
  { operation: 0, caller: 'one' },
  { operation: 0, caller: 'one' },
  { operation: 0, caller: 'two' },
  { operation: 1, caller: 'one' },
  { operation: 1, caller: 'two' },
] as const;

/** Runs queries at the same time through one executor that shares; each caller has data of its own. */
export async function differencesTogether(name: GraphName, rounds: number): Promise<string[]> {
  const graph = oracleGraph(name);
  const found: string[] = [];
  for (let round = 0; round < rounds; round += 1)
    found.push(...(await runRound(graph, `${name} together ${round}`)));
  return found;
}

async function runRound(graph: OracleGraph, seed: string): Promise<string[]> {
  const { generation, types } = graph;
  const worlds = { one: worldOf(graph, `${seed} one`), two: worldOf(graph, `${seed} two`) };
  const sources = new Map(
    [...graph.servers].map(([subgraph, server]) => {
      const one = createFaultySource(server, worlds.one);
      const two = createFaultySource(server, worlds.two);
      return [
        subgraph,
        {
          fetch: (request) => (request.caller.actor.id === 'one' ? one : two).fetch(request),
        } satisfies typeof one,
      ];
    }),
  );
  using _connected = graph.connect(sources);
  graph.enter(worlds.one, null);
  const operations = [0, 1].map((index) =>
    randomOperation(generation.apiSchema, { isUsable: types.isUsable }, `${seed} ${index}`),
  );
  const executor = createExecutor();
  const told = ASKED.map(async ({ operation, caller }) => {
    const { document, variables, kind } = operations[operation]!;
    const operationName = nameIn(document);
    const planned = planOperation(generation, document, { operationName, variables });
    if (kind !== OperationTypeNode.QUERY || 'error' in planned) return null;
    const actor = { role: 'CITIZEN' as const, id: caller, unit: null };
    const answer = executor.execute(planned, { variables, caller: { actor, requestId: caller } });
    const expected = askMonolith(
      worlds[caller],
      generation.apiSchema,
      document,
      variables,
      operationName,
    );
    const difference = compareExactly(wire(await expected), wire(await answer));
    return difference && `${seed}, ${caller}: ${difference} in ${print(document)}`;
  });
  return (await Promise.all(told)).filter((one) => one !== null);
}

function worldOf({ types, full }: OracleGraph, seed: string): ServerDeps {
  return {
    types,
    full,
    world: createWorld(seed, types, full),
    faults: createFaults('none', seed, types),
    effects: createEffectLog(true),
  };
}

function wire(result: object): FormattedExecutionResult {
  return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
}
