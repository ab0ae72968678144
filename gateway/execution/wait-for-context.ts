import type { PlannedFetch } from './compile-schedule.ts';

const UP = '..';

/**
 * Lets fetches with values from around their targets (@fromContext) wait for what fetches those
 * values: where such a field requires others too, the planner forgets it.
 */
export function waitingForContext(fetches: readonly PlannedFetch[]): readonly PlannedFetch[] {
  if (!fetches.some(({ node }) => node.contextRewrites)) return fetches;
  const waiting = [...fetches];
  for (const fetch of fetches) {
    const sources = waiting.filter((other) => other.id !== fetch.id && isContextOf(other, fetch));
    const safe = sources.filter(({ id }) => !needsOf(id, waiting).has(fetch.id));
    const needs = [...new Set([...fetch.needs, ...safe.map(({ id }) => id)])];
    waiting[fetch.id] = { ...fetch, needs };
  }
  return inOrder(waiting);
}

/** Whether a fetch adds to the objects from which another takes the values. */
function isContextOf(
  { path, node }: PlannedFetch,
  { path: below, node: asking }: PlannedFetch,
): boolean {
  const place = objectPath(path);
  const way = objectPath(below);
  return (asking.contextRewrites ?? []).some((rewrite) => {
    const ups = rewrite.path.filter((step) => step === UP).length;
    const fields = rewrite.path.slice(ups).filter((step) => !step.startsWith('...'));
    const holder = way.slice(0, Math.max(0, way.length - ups));
    const taken = [...holder, ...fields];
    const isThere = place.length >= holder.length && place.length < taken.length;
    return (
      isThere &&
      place.every((step, index) => step === taken[index]) &&
      node.operation.includes(fields.at(-1) ?? '')
    );
  });
}

/** Items of lists count as one step with their list, and types do not count. */
function objectPath(path: PlannedFetch['path']): string[] {
  return path.map((step) => String(step).split('|')[0] ?? '').filter((step) => /^[^@]/.test(step));
}

function needsOf(id: number, fetches: readonly PlannedFetch[], found = new Set<number>()) {
  for (const need of fetches[id]?.needs ?? []) {
    if (found.has(need)) continue;
    found.add(need);
    needsOf(need, fetches, found);
  }
  return found;
}

/** Numbered anew, so that each comes after all that it needs. */
function inOrder(fetches: readonly PlannedFetch[]): PlannedFetch[] {
  const newIds = new Map<number, number>();
  const ordered: PlannedFetch[] = [];
  const add = (fetch: PlannedFetch | undefined): void => {
    if (!fetch || newIds.has(fetch.id)) return;
    for (const need of fetch.needs) add(fetches[need]);
    newIds.set(fetch.id, ordered.length);
    const needs = fetch.needs.map((need) => newIds.get(need) ?? need);
    ordered.push({ ...fetch, id: ordered.length, needs });
  };
  for (const fetch of fetches) add(fetch);
  return ordered;
}
