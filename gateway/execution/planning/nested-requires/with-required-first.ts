import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { joinFetches } from '../../schedule/join-fetches.ts';
import { withoutUnready } from './asked-too-early.ts';
import { onlyGathered } from './only-gathered.ts';
import { fetchesOf, rewritePlan, type PlacedFetch } from './rewrite-plan.ts';
import type { UnreadyFields } from './unready-fields.ts';

type Root = PlanNode | SubscriptionNode;

/**
 * Two plans as one: the first gathers what is required, the second goes on from there. They begin
 * together, so that both speak of the same objects. Of the second is left out what it takes from a
 * subgraph that is not ready to tell it: that was gathered.
 * @returns null where what may be done but once would have to be done for each of them
 */
export function withRequiredFirst(
  unready: UnreadyFields,
  first: Root,
  second: Root,
  isOnce: boolean,
): Root | null {
  if (first.kind === 'Subscription' && second.kind === 'Subscription') {
    if (first.primary.serviceName !== second.primary.serviceName) return null;
    const primary = joinFetches(first.primary, withoutUnready(unready, second.primary));
    const event = { node: primary, path: [] };
    const told = [event, ...(first.rest ? fetchesOf(first.rest) : [])];
    const rest = second.rest && onlyGathered(unready, told, second.rest);
    const joined = inSequence(first.rest, rest);
    return { kind: 'Subscription', primary, ...(joined && { rest: joined }) };
  }
  if (first.kind === 'Subscription' || second.kind === 'Subscription') return null;
  const { begun, then } = beginTogether(unready, first, second);
  if (isOnce && then && fetchesOf(then).some(isRoot)) return null;
  return inSequence(begun, then && onlyGathered(unready, fetchesOf(begun), then)) ?? null;
}

function inSequence(...given: (PlanNode | undefined)[]): PlanNode | undefined {
  const nodes = given.filter((node) => node !== undefined);
  return nodes.length > 1 ? { kind: 'Sequence', nodes } : nodes[0];
}

/** The first plan with what the second begins with in the same subgraph, and the second without it. */
function beginTogether(
  unready: UnreadyFields,
  first: PlanNode,
  second: PlanNode,
): { begun: PlanNode; then: PlanNode | undefined } {
  const beginnings = new Map<string, FetchNode[]>();
  for (const fetch of fetchesOf(first))
    if (isRoot(fetch)) beginnings.set(fetch.node.serviceName, []);
  const then = rewritePlan(second, (fetch) => {
    const begins = isRoot(fetch) ? beginnings.get(fetch.node.serviceName) : undefined;
    if (!begins) return fetch.node;
    begins.push(withoutUnready(unready, fetch.node));
    return undefined;
  });
  const begun = rewritePlan(first, (fetch) => {
    if (!isRoot(fetch)) return fetch.node;
    const others = beginnings.get(fetch.node.serviceName) ?? [];
    // of several to one subgraph the first is enough
    beginnings.delete(fetch.node.serviceName);
    return others.reduce(joinFetches, fetch.node);
  });
  return { begun: begun ?? first, then };
}

function isRoot({ node, path }: PlacedFetch): boolean {
  return !node.requires && path.length === 0;
}
