import type { Executor } from '../execution/execute-operation.ts';

/** Keeps the generation of an operation, and with it its connections, until its answer is there. */
export function holdingGenerations(executor: Executor): Executor {
  return {
    execute: async (planned, request) => {
      using _held = planned.generation.sources.hold();
      return await executor.execute(planned, request);
    },
    answer: async (planned, request) => {
      using _held = planned.generation.sources.hold();
      return await executor.answer(planned, request);
    },
    join: async (planned, request, event) => {
      using _held = planned.generation.sources.hold();
      return await executor.join(planned, request, event);
    },
  };
}
