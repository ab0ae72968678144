import type { PlanNode } from '@apollo/query-planner';

/** Whether `joinRoots` makes one fetch of what all these plans begin with, so that it acts once. */
export function beginAsOne(plans: readonly PlanNode[]): boolean {
  const beginnings = plans.map(beginning);
  return beginnings.every((one) => one !== null && one === beginnings[0]);
}

/** The subgraph that is asked first, and under which conditions; null where there are several. */
function beginning(plan: PlanNode): string | null {
  if (plan.kind === 'Fetch') return plan.requires ? null : plan.serviceName;
  if (plan.kind === 'Condition') {
    const { condition, ifClause, elseClause } = plan;
    const clause = ifClause ?? elseClause;
    const inner = clause && !(ifClause && elseClause) ? beginning(clause) : null;
    return inner === null ? null : `${ifClause ? 'if' : 'unless'} ${condition} ${inner}`;
  }
  const [first] = plan.kind === 'Sequence' ? plan.nodes : [];
  return first ? beginning(first) : null;
}
