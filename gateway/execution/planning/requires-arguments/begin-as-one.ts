import type { PlanNode } from '@apollo/query-planner';

/** Whether `joinRoots` makes one fetch of what all these plans begin with, so that it acts once. */
export function beginAsOne(plans: readonly PlanNode[]): boolean {
  const services = plans.map(beginning);
  return services.every((service) => service !== null && service === services[0]);
}

/** The subgraph that is asked first, and whatever the conditions are; null where there are several. */
function beginning(plan: PlanNode): string | null {
  if (plan.kind === 'Fetch') return plan.requires ? null : plan.serviceName;
  const [first] = plan.kind === 'Sequence' ? plan.nodes : [];
  return first ? beginning(first) : null;
}
