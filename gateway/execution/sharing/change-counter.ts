import { OperationTypeNode } from 'graphql';
import type { Execute } from '../execute-operation.ts';

/**
 * Counts the mutations that are over and the events that came. A query must see what its client
 * changed before it, and what its client was told of, so it joins nothing that began under a smaller
 * count.
 */
interface ChangeCounter {
  count: () => number;
  /** Called before anybody is told of it. */
  eventCame: () => void;
  counting: <Result>(execute: Execute<Result>) => Execute<Result>;
}

export function createChangeCounter(): ChangeCounter {
  let count = 0;
  return {
    count: () => count,
    eventCame: () => {
      count += 1;
    },
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
