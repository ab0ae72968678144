import type { PlannedFetch } from './compile-schedule.ts';
import { objectPath } from './fetch-paths.ts';
import { inOrder, needsOf } from './needs-of.ts';

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
    const safe = sources.filter((source) => !needsOf(source, waiting).has(fetch.id));
    const needs = [...new Set([...fetch.needs, ...safe.map(({ id }) => id)])];
    waiting[fetch.id] = { ...fetch, needs };
  }
  return inOrder(waiting);
}

/** Whether a fetch adds to the objects from which another takes the values. */
function isContextOf(source: PlannedFetch, asking: PlannedFetch): boolean {
  const place = objectPath(source);
  const way = objectPath(asking);
  return (asking.node.contextRewrites ?? []).some((rewrite) => {
    const ups = rewrite.path.filter((step) => step === UP).length;
    const fields = rewrite.path.slice(ups).filter((step) => !step.startsWith('...'));
    const holder = way.slice(0, Math.max(0, way.length - ups));
    const taken = [...holder, ...fields];
    const isThere = place.length >= holder.length && place.length < taken.length;
    return (
      isThere &&
      place.every((step, index) => step === taken[index]) &&
      source.node.operation.includes(fields.at(-1) ?? '')
    );
  });
}
