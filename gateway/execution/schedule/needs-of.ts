import type { PlannedFetch } from './compile-schedule.ts';

/** All that must be done before a fetch, be it for another's sake. */
export function needsOf(
  { needs }: PlannedFetch,
  fetches: readonly PlannedFetch[],
  found = new Set<number>(),
): Set<number> {
  for (const need of needs) {
    const fetch = fetches[need];
    if (!fetch || found.has(need)) continue;
    found.add(need);
    needsOf(fetch, fetches, found);
  }
  return found;
}

/** Numbered anew, so that each comes after all that it needs. */
export function inOrder(fetches: readonly PlannedFetch[]): PlannedFetch[] {
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
