import { print } from 'graphql';
import type { GraphName } from './graphs/test-graphs.ts';
import { randomOperation } from './operations/random-operation.ts';
import { oracleGraph, type OracleGraph } from './oracle-graph.ts';
import { chanceOf } from './random.ts';
import { shrink } from './shrink.ts';
import { runTrial, type Difference, type Trial } from './trial.ts';
import { FAULT_KINDS, type FaultKind } from './world/faults.ts';

/** Most of them concern one district alone. */
const PARTITIONED_FAULT_KINDS: readonly FaultKind[] = [
  ...Array.from({ length: FAULT_KINDS.length }, () => 'partitions' as const),
  ...FAULT_KINDS,
  'nonsense',
];

export interface Campaign {
  graph: GraphName;
  seed: string;
  /** Index of the first operation; an operation depends on the seed and its index alone. */
  start: number;
  operations: number;
}

export interface Finding {
  graph: GraphName;
  seed: string;
  index: number;
  faults: Trial['faults'];
  operation: string;
  variables: Record<string, unknown>;
  difference: Difference;
  /** Tells it again. */
  command: string;
}

/** Each operation is run without a fault and again with one; at most `limit` findings. */
export async function runCampaign(
  { graph, seed, start, operations }: Campaign,
  limit = 1,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let index = start; index < start + operations && findings.length < limit; index += 1) {
    const found = await findDifference(graph, seed, index);
    if (found) findings.push(found);
  }
  return findings;
}

async function findDifference(
  name: GraphName,
  seed: string,
  index: number,
): Promise<Finding | null> {
  const graph = oracleGraph(name);
  const own = `${seed} ${name} ${index}`;
  const operation = operationFor(graph, own);
  const kinds = graph.partitioned ? PARTITIONED_FAULT_KINDS : FAULT_KINDS;
  const faulty = kinds[Math.floor(chanceOf(own, 'kind') * kinds.length)]!;
  for (const faults of ['none', faulty] as const) {
    const trial: Trial = { graph, ...operation, faults, seed: own };
    if (!(await runTrial(trial))) continue;
    const { document, difference } = await shrink(trial);
    return {
      graph: name,
      seed,
      index,
      faults,
      operation: print(document),
      variables: operation.variables,
      difference,
      command: `npm run -s fuzz -- --graph ${name} --seed ${seed} --start ${index} --operations 1`,
    };
  }
  return null;
}

function operationFor({ generation, types, partitioned }: OracleGraph, seed: string) {
  const isUsable = partitioned?.isUsable(seed) ?? types.isUsable;
  const operation = randomOperation(generation.apiSchema, { isUsable }, seed);
  return partitioned?.adapt(operation, seed) ?? operation;
}
