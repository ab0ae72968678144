import { parseArgs } from 'node:util';
import { allContenders, type Contender } from './contenders/contender.ts';
import { SCENARIOS, type Cell, type LoadKind } from './measure/scenario.ts';

export interface Options {
  contenders: readonly Contender[];
  cells: readonly Cell[];
  rounds: number;
  cellMs: number;
  warmUpMs: number;
  /** No further round starts that would not end by then. */
  budgetMs: number;
  outputFolder: string;
  /** Our process writes a CPU profile; its numbers are then lower. */
  isProfiled: boolean;
}

/** @throws Error for an unknown name */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      contenders: { type: 'string' },
      scenarios: { type: 'string' },
      loads: { type: 'string' },
      connections: { type: 'string' },
      rounds: { type: 'string' },
      'cell-ms': { type: 'string' },
      ours: { type: 'string' },
      'our-node-options': { type: 'string' },
      output: { type: 'string', default: 'results' },
      profile: { type: 'boolean', default: false },
    },
  });
  const isQuick = values.quick;
  const contenders = allContenders({
    folder: values.ours ?? null,
    nodeOptions: values['our-node-options'] ?? '',
  });
  return {
    contenders: pick(contenders, values.contenders, 'contender'),
    cells: cells(isQuick, values.scenarios, values.loads, values.connections),
    rounds: Number(values.rounds ?? (isQuick ? 2 : 3)),
    cellMs: Number(values['cell-ms'] ?? (isQuick ? 1_000 : 1_500)),
    warmUpMs: isQuick ? 1_000 : 2_000,
    budgetMs: isQuick ? 115_000 : 585_000,
    outputFolder: values.output,
    isProfiled: values.profile,
  };
}

/** Every query alone, at the usual 50 and crowded; the large one over the whole range. */
function cells(
  isQuick: boolean,
  scenarioNames: string | undefined,
  loadNames: string | undefined,
  connectionList: string | undefined,
): Cell[] {
  const asked = connectionList?.split(',').map(Number);
  const loads = pick(LOADS, loadNames, 'load');
  return pick(SCENARIOS, scenarioNames, 'scenario').flatMap((scenario) =>
    loads.flatMap(({ name: load }) =>
      (asked ?? usual(scenario.name, load, isQuick)).map((connections) => ({
        scenario,
        load,
        connections,
      })),
    ),
  );
}

/** One connection is one user, so it has no identical load of its own. */
function usual(scenario: string, load: LoadKind, isQuick: boolean): number[] {
  if (isQuick) return scenario === 'large' || load === 'per-user' ? [50] : [];
  if (scenario !== 'large') return [50];
  return load === 'per-user' ? [1, 10, 50, 200] : [10, 50, 200];
}

const LOADS: readonly { name: LoadKind }[] = [{ name: 'per-user' }, { name: 'identical' }];

function pick<T extends { name: string }>(
  all: readonly T[],
  names: string | undefined,
  kind: string,
): readonly T[] {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((each) => each.name === name);
    if (found) return found;
    const known = all.map((each) => each.name).join(', ');
    throw new Error(`--${kind}s: expected some of ${known}, but got ${name}`);
  });
}
