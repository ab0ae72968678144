import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import { joinFetches } from '../../schedule/join-fetches.ts';

/** A subscription, by one fetch that tells events and what gathers the rest of each. */
export interface Told {
  primary: FetchNode;
  rests: readonly PlanNode[];
}

/** The plan of a subscription as that of a query: its primary, and then the rest. */
export function asSequence({ primary, rest }: SubscriptionNode): PlanNode {
  return { kind: 'Sequence', nodes: [primary, ...(rest ? [rest] : [])] };
}

/**
 * Several such plans for one subscription, so that it is subscribed to once.
 * @returns null where they do not begin with the same root field of one subgraph
 */
export function subscribeOnce(plans: readonly PlanNode[]): Told | null {
  const primaries: FetchNode[] = [];
  const rests: PlanNode[] = [];
  for (const plan of plans) {
    const [primary, ...rest] = plan.kind === 'Sequence' ? plan.nodes : [];
    if (primary?.kind !== 'Fetch') return null;
    primaries.push(primary);
    rests.push(...rest);
  }
  const [first, ...others] = primaries;
  if (!first || others.some(({ serviceName }) => serviceName !== first.serviceName)) return null;
  const primary = others.reduce(joinFetches, first);
  return others.length === 0 || hasOneRoot(primary) ? { primary, rests } : null;
}

/** What takes the cursor of events looks at one place. */
function hasOneRoot({ operation }: FetchNode): boolean {
  const [first] = parse(operation, { noLocation: true }).definitions;
  if (first?.kind !== Kind.OPERATION_DEFINITION) return false;
  const { selections } = first.selectionSet;
  return selections.length === 1 && selections[0]?.kind === Kind.FIELD;
}
