import { OperationTypeNode } from 'graphql';
import type { Execute } from './execute-operation.ts';

/**
 * Counts the mutations that are over. A query must see what its client changed before it, so it
 * joins nothing that began under a smaller count.
 */
interface ChangeCounter {
  count: () => number;
  counting: <Result>(execute: Execute<Result>) => Execute<Result>;
}

export function createChangeCounter(): ChangeCounter {
  let count = 0;
  return {
    count: () => count,
    counting: (execute) => async (planned, request) => {
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
