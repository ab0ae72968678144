import type { ExecutionResult } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { internalError, maskError } from '../../execution/errors.ts';
import type { Executor, OperationRequest } from '../../execution/execute-operation.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import type { SubgraphResult } from '../../execution/fetch/subgraph-source.ts';

interface JoinDeps {
  executor: Executor;
  log: Logger;
}

/** Joins one event and makes the text that all members get; never rejects. */
export async function joinToText(
  { executor, log }: JoinDeps,
  planned: PlannedSubscription,
  request: OperationRequest,
  event: SubgraphResult,
): Promise<string> {
  const { requestId } = request.caller;
  const failed = (error: unknown): ExecutionResult => {
    log.error({ requestId, err: error }, 'an event could not be joined');
    return { data: null, errors: [internalError('an event could not be joined')] };
  };
  const { data, errors } = await executor.join(planned, request, event).catch(failed);
  const masked = errors?.map((error) => {
    // places in the text of whoever came first would mean nothing to the others
    const { locations: _locations, ...shown } = error.toJSON();
    return maskError(shown, requestId, log);
  });
  return JSON.stringify({ ...(masked && { errors: masked }), data });
}
