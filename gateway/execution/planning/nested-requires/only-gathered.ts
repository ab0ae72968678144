import type { PlanNode } from '@apollo/query-planner';
import { askedPaths, objectPath } from '../../schedule/fetch-paths.ts';
import { withoutUnready } from './asked-too-early.ts';
import { fetchesOf, rewritePlan, type PlacedFetch } from './rewrite-plan.ts';
import type { UnreadyFields } from './unready-fields.ts';
import { createTold } from './without-told.ts';

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
  let left = rewritePlan(plan, told.withoutMade);
  for (;;) {
    if (!left) return undefined;
    const gathered = new Set([...paths, ...fetchesOf(left).flatMap((fetch) => askedPaths(fetch))]);
    let isLess = false;
    const next: PlanNode | undefined = rewritePlan(left, (fetch) => {
      const above = ['', ...objectPath(fetch)].join('.');
      const isGathered = (path: string): boolean => gathered.has(above + path);
      const ready = withoutUnready(unready, fetch.node, isGathered);
      isLess ||= ready !== fetch.node;
      return ready;
    });
    if (!isLess) return rewritePlan(left, (fetch) => (told.isAll(fetch) ? undefined : fetch.node));
    left = next;
  }
}
