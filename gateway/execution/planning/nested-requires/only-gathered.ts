import type { PlanNode } from '@apollo/query-planner';
import { askedPaths, objectPath } from '../../schedule/fetch-paths.ts';
import { withoutUnready } from './asked-too-early.ts';
import { fetchesOf, rewritePlan, type PlacedFetch } from './rewrite-plan.ts';
import { createTold } from './told.ts';
import type { UnreadyFields } from './unready-fields.ts';

/**
 * A plan that goes on after others, without what it asks for too early, without what would be made
 * from that, and without what was asked for by the others already.
 */
export function onlyGathered(
  unready: UnreadyFields,
  before: readonly PlacedFetch[],
  plan: PlanNode,
): PlanNode | undefined {
  const told = createTold(unready, before);
  const paths = before.flatMap((fetch) => askedPaths(fetch));
  const ready = readyOnly(unready, paths, rewritePlan(plan, told.withoutMade));
  return ready && rewritePlan(ready, (fetch) => (told.isAll(fetch) ? undefined : fetch.node));
}

/** What is left out may be what others are made from. */
function readyOnly(
  unready: UnreadyFields,
  paths: readonly string[],
  plan: PlanNode | undefined,
): PlanNode | undefined {
  if (!plan) return undefined;
  const gathered = new Set([...paths, ...fetchesOf(plan).flatMap((fetch) => askedPaths(fetch))]);
  const changed: PlacedFetch[] = [];
  const next = rewritePlan(plan, (fetch) => {
    const above = ['', ...objectPath(fetch)].join('.');
    const node = withoutUnready(unready, fetch.node, (path) => gathered.has(above + path));
    if (node !== fetch.node) changed.push(fetch);
    return node;
  });
  return changed.length > 0 ? readyOnly(unready, paths, next) : plan;
}
