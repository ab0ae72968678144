import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { Executor, OperationRequest } from '../../execution/execute-operation.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import { preparePrimary, type PrimaryOperation } from '../upstream/primary-operation.ts';
import type { JoinEvent } from './feed.ts';
import { joinToText } from './join-event.ts';

/** How a topic asks its upstream, and what it makes of the answers. */
export interface TopicPlan {
  planned: PlannedSubscription;
  readonly primary: PrimaryOperation;
  /** By the plan as it is when the join begins. */
  readonly join: JoinEvent;
}

interface PlanDeps {
  executor: Executor;
  log: Logger;
}

export function createTopicPlan(
  deps: PlanDeps,
  planned: PlannedSubscription,
  request: OperationRequest,
): TopicPlan {
  const plan: TopicPlan = {
    planned,
    primary: preparePrimary(planned),
    join: (event) => joinToText(deps, plan.planned, request, event),
  };
  return plan;
}

/**
 * True where the same upstream goes on. Then events that it told already are joined by the new
 * plan; by another operation they could not be.
 */
export function hasSameUpstream(a: TopicPlan, b: TopicPlan): boolean {
  const { subgraph, query, operationName } = a.primary;
  const { primary } = b;
  return (
    subgraph === primary.subgraph &&
    query === primary.query &&
    operationName === primary.operationName
  );
}
