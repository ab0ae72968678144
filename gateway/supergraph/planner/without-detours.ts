import graphPath, {
  type OpGraphPath,
  type SimultaneousPathsWithLazyIndirectPaths as Option,
} from '@apollo/query-graphs/dist/graphPath.js';
import type { Vertex } from '@apollo/query-graphs';

type Advance = typeof graphPath.advanceSimultaneousPathsWithOperation;

let isInstalled = false;

/**
 * For a field that the subgraph of an @interfaceObject has, the planner weighs besides: to go by key
 * to the subgraph of the interface, from each of its object types back by key, and take the field
 * then. That multiplies the ways to all that is below with themselves, once for each object type:
 * with three of them, four such fields one below the other have a billion ways, and the process
 * is out of memory within seconds. A detour leads where the field itself leads, and none is ever
 * shorter; so they are dropped where they begin.
 */
export function planWithoutDetours(): void {
  if (isInstalled) return;
  isInstalled = true;
  const advance = graphPath.advanceSimultaneousPathsWithOperation;
  const advanceDirectly: Advance = (schema, from, operation, overrides) => {
    const options = advance(schema, from, operation, overrides);
    return options && operation.kind === 'Field' ? withoutDetours(from, options) : options;
  };
  // the planner has no hook for it
  Object.assign(graphPath, { advanceSimultaneousPathsWithOperation: advanceDirectly });
}

/** Keeps a detour where nothing leads directly. */
function withoutDetours<V extends Vertex>(
  { paths: begun }: Option<V>,
  options: Option<V>[],
): Option<V>[] {
  if (options.length === 1) return options;
  const direct = new Set(
    options.filter(({ paths }) => !paths.some((path) => isDetour(begun, path))),
  );
  const taken = new Set([...direct].flatMap(({ paths }) => paths.map((path) => path.lastEdge())));
  const isNeeded = ({ paths }: Option<V>) => paths.some((path) => !taken.has(path.lastEdge()));
  return options.filter((option) => direct.has(option) || isNeeded(option));
}

/** Leaves by a key the place where the field could be taken, and takes it there after all. */
function isDetour<V extends Vertex>(
  begun: readonly OpGraphPath<V>[],
  path: OpGraphPath<V>,
): boolean {
  const place = path.lastEdge()?.head;
  const edges = [...path].map(([edge]) => edge);
  return begun.some(({ size, tail }) => {
    const first = edges[size];
    return place === tail && first?.head === tail && first.transition.kind === 'KeyResolution';
  });
}
