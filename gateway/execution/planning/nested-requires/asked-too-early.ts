import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { parse, visit, type FieldNode } from 'graphql';
import { isPlain, withoutFields } from './without-fields.ts';
import { visitReadiness, type IsGathered } from './visit-readiness.ts';
import { fetchesOf } from './rewrite-plan.ts';
import type { UnreadyFields } from './unready-fields.ts';

/** Whether some fetch of a plan asks for what its subgraph is not ready to tell there. */
export function asksTooEarly(unready: UnreadyFields, plan: PlanNode | SubscriptionNode): boolean {
  const isTooEarly = (fetch: FetchNode): boolean => withoutUnready(unready, fetch) !== fetch;
  if (plan.kind !== 'Subscription') return fetchesOf(plan).some(({ node }) => isTooEarly(node));
  if (isTooEarly(plan.primary)) return true;
  return plan.rest ? asksTooEarly(unready, plan.rest) : false;
}

/** The fetch without what is asked for too early in it: there it would come as null. */
export function withoutUnready(
  unready: UnreadyFields,
  fetch: FetchNode,
  isGathered?: IsGathered,
): FetchNode {
  const asked = parse(fetch.operation, { noLocation: true });
  const leaveOut = (field: FieldNode, isReady: boolean) =>
    isReady || !isPlain(field) ? undefined : null;
  const document = visit(asked, visitReadiness(unready, fetch, leaveOut, isGathered));
  return document === asked ? fetch : withoutFields(fetch, document);
}
