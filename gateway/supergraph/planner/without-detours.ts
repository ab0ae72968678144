import graphPath, {
  type OpGraphPath,
  type SimultaneousPathsWithLazyIndirectPaths as Option,
} from '@apollo/query-graphs/dist/graphPath.js';
import type { Vertex } from '@apollo/query-graphs';
import { asOfNarrower } from './covariant-fields.ts';

type Advance = typeof graphPath.advanceSimultaneousPathsWithOperation;

let isInstalled = false;

/**
 * For a field that the subgraph of an @interfaceObject has, the planner weighs besides: to go by key
 * to the subgraph of the interface, from each of its object types back by key, and take the field
 * then. That multiplies the ways to all that is below with themselves, once for each object type:
 * with three of them, four such fields one below the other have a billion ways, and the process
 * is out of memory within seconds. The same where the field is had by key from a second subgraph
 * with an @interfaceObject. A detour leads where the field itself leads, and none is ever shorter;
 * so they are dropped where they begin.
 */
export function planWithoutDetours(): void {
  if (isInstalled) return;
  isInstalled = true;
  const advance = graphPath.advanceSimultaneousPathsWithOperation;
  const advanceDirectly: Advance = (schema, from, operation, overrides) => {
    const options = advance(schema, from, asOfNarrower(schema, from, operation), overrides);
    return options && operation.kind === 'Field' ? withoutDetours(from, options) : options;
  };
  // the planner has no hook for it
  Object.assign(graphPath, { advanceSimultaneousPathsWithOperation: advanceDirectly });
}

/** Of the ways that go on from one path, drops the detours to where another leads directly. */
function withoutDetours<V extends Vertex>(
  { paths: begun }: Option<V>,
  options: Option<V>[],
): Option<V>[] {
  if (options.length === 1) return options;
  const steps = options.map(({ paths }) => paths.map((path) => stepOf(begun, path)));
  const taken = new Map<OpGraphPath<V> | undefined, Set<unknown>>(
    begun.map((from) => [from, new Set()]),
  );
  for (const { isDetour, from, place } of steps.flat()) if (!isDetour) taken.get(from)?.add(place);
  return options.filter((_option, index) =>
    (steps[index] ?? []).every(
      ({ isDetour, from, place }) => !isDetour || !taken.get(from)?.has(place),
    ),
  );
}

/** What was added to the path that it goes on from. */
function stepOf<V extends Vertex>(begun: readonly OpGraphPath<V>[], path: OpGraphPath<V>) {
  const edges = [...path].map(([edge]) => edge);
  const from = begun.find((one) => [...one].every(([edge], index) => edge === edges[index]));
  const place = path.lastEdge();
  const added = edges.slice(from?.size ?? 0);
  const leaves = added[0]?.transition.kind === 'KeyResolution';
  const returns = leaves && place?.head === from?.tail;
  // without a fragment of the client: to each object type by itself
  const isExploded = leaves && added.some((edge) => edge?.transition.kind === 'DownCast');
  return { from, place, isDetour: returns || isExploded };
}
