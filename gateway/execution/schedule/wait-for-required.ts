import type { FetchNode } from '@apollo/query-planner';
import type { PlannedFetch } from './compile-schedule.ts';
import { askedPaths, sentPaths } from './fetch-paths.ts';
import { inOrder, needsOf } from './needs-of.ts';

/**
 * Where a field that requires others is reached over several keys, and what it requires is in a
 * subgraph on the way, the planner may put the fetch of the required behind the fetch that sends
 * it. Such a fetch goes first here, as soon as what it sends itself is there.
 */
export function waitingForRequired(
  fetches: readonly PlannedFetch[],
  event: FetchNode | null,
): readonly PlannedFetch[] {
  if (!fetches.some(({ node }) => node.requires)) return fetches;
  const asked = fetches.map((fetch) => new Set(askedPaths(fetch)));
  const certain = certainPaths(fetches);
  const there = new Set(event ? askedPaths({ node: event, path: [] }, []) : []);
  const result = [...fetches];
  /** What is sent and nobody has asked for before. */
  const missing = (fetch: PlannedFetch, told: readonly Set<string>[]): string[] => {
    const before = [...needsOf(fetch, result)];
    const isAsked = (path: string) => there.has(path) || before.some((id) => told[id]?.has(path));
    return sentPaths(fetch).filter((path) => !isAsked(path));
  };
  /** The fetch that asks for it, as one that comes before; undefined where nothing can. */
  const sourceOf = (path: string, late: PlannedFetch): PlannedFetch | undefined => {
    const before = needsOf(late, result);
    return fetches
      .filter(({ id }) => id !== late.id && !before.has(id) && asked[id]?.has(path))
      .map(({ id }) => beforehand(result[id] ?? late, late, result))
      .find((source) => missing(source, asked).length === 0);
  };
  const settle = (late: PlannedFetch): void => {
    // what was asked for under a condition may be asked for once more, and without
    const [source] = missing(late, certain(late)).flatMap((path) => sourceOf(path, late) ?? []);
    if (!source) return;
    result[source.id] = source;
    const settled = { ...late, needs: [...late.needs, source.id] };
    result[late.id] = settled;
    // each time one more comes before
    settle(settled);
  };
  for (const fetch of fetches) settle(result[fetch.id] ?? fetch);
  return result.every((fetch, index) => fetch === fetches[index]) ? fetches : inOrder(result);
}

/** By fetch: where is what a fetch asks for whenever the conditions hold under which another is sent. */
function certainPaths(
  fetches: readonly PlannedFetch[],
): (under: PlannedFetch) => readonly Set<string>[] {
  const known = new Map<string, readonly Set<string>[]>();
  return ({ conditions }) => {
    const key = JSON.stringify(conditions);
    const paths = known.get(key) ?? fetches.map((fetch) => new Set(askedPaths(fetch, conditions)));
    known.set(key, paths);
    return paths;
  };
}

/** A fetch that waits for what the other waits for, and for nothing that waits for the other. */
function beforehand(
  fetch: PlannedFetch,
  late: PlannedFetch,
  fetches: readonly PlannedFetch[],
): PlannedFetch {
  const own = fetch.needs.filter((need) => {
    const needed = fetches[need];
    return need !== late.id && needed && !needsOf(needed, fetches).has(late.id);
  });
  return { ...fetch, needs: [...new Set([...own, ...late.needs.filter((id) => id !== fetch.id)])] };
}
