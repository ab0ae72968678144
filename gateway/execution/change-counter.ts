import { OperationTypeNode, type ExecutionResult } from 'graphql';
import type { Execute } from './share-queries.ts';

/**
 * Counts the mutations that are over. A query must see what its client changed before it, so it
 * joins nothing that began under a smaller count.
 */
interface ChangeCounter {
  count: () => number;
  counting: (execute: Execute) => Execute;
}

export function createChangeCounter(): ChangeCounter {
  let count = 0;
  return {
    count: () => count,
    counting:
      (execute) =>
      async (planned, request): Promise<ExecutionResult> => {
        if (planned.operation.operation !== OperationTypeNode.MUTATION)
          return execute(planned, request);
        try {
          return await execute(planned, request);
        } finally {
          count += 1;
        }
      },
  };
}
