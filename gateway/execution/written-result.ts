import type { ExecutionResult } from 'graphql';
import type { Data } from './merge.ts';

const bodies = new WeakMap<ExecutionResult, Buffer>();

/**
 * A result without errors whose JSON is written already.
 * @param body with the data as JSON
 * @param project makes the data as objects, for whoever looks at it all the same
 */
export function writtenResult(body: Buffer, project: () => Data | null): ExecutionResult {
  let data: Data | null | undefined;
  const result: ExecutionResult = {
    get data() {
      return (data ??= project());
    },
  };
  bodies.set(result, body);
  return result;
}

/** The body of the response, where it is written already; equal queries under way share it. */
export function bodyOf(result: ExecutionResult): Buffer | undefined {
  return bodies.get(result);
}
