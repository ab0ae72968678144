import type { PlannedFetch } from './compile-schedule.ts';
import { joinFetches } from './join-fetches.ts';

/**
 * Puts the fetches of several plans for one operation together: what they ask of the root of a
 * subgraph is one fetch, so that all of them speak of the same objects.
 */
export function joinRoots(plans: readonly (readonly PlannedFetch[])[]): PlannedFetch[] {
  const joined: PlannedFetch[] = [];
  const roots = new Map<string, PlannedFetch>();
  for (const plan of plans) {
    const newIds = new Map<number, number>();
    for (const fetch of plan) {
      const key = `${fetch.node.serviceName} ${JSON.stringify(fetch.conditions)}`;
      const root = isRoot(fetch) ? roots.get(key) : undefined;
      if (root) {
        root.node = joinFetches(root.node, fetch.node);
        newIds.set(fetch.id, root.id);
        continue;
      }
      const needs = [...new Set(fetch.needs.map((need) => newIds.get(need) ?? need))];
      const added = { ...fetch, id: joined.length, needs };
      newIds.set(fetch.id, added.id);
      joined.push(added);
      if (isRoot(fetch)) roots.set(key, added);
    }
  }
  return joined;
}

function isRoot({ node, needs }: PlannedFetch): boolean {
  return needs.length === 0 && node.requires === undefined;
}
