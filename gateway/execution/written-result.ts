import type { ExecutionResult } from 'graphql';
import type { Data } from './merge.ts';

/**
 * A result without errors whose JSON is written already. A WeakMap from results to bodies would
 * keep both until the next full garbage collection; and a copy of a result has no body, as it is
 * copied to be changed.
 */
class WrittenResult implements ExecutionResult {
  declare readonly data: Data | null;
  readonly #body: Buffer;

  constructor(body: Buffer, project: () => Data | null) {
    this.#body = body;
    let data: Data | null | undefined;
    Object.defineProperty(this, 'data', { enumerable: true, get: () => (data ??= project()) });
  }

  static bodyOf(result: ExecutionResult): Buffer | undefined {
    return #body in result ? result.#body : undefined;
  }
}

/**
 * @param body with the data as JSON
 * @param project makes the data as objects, for whoever looks at it all the same
 */
export function writtenResult(body: Buffer, project: () => Data | null): ExecutionResult {
  return new WrittenResult(body, project);
}

/** The body of the response, where it is written already; equal queries under way share it. */
export function bodyOf(result: ExecutionResult): Buffer | undefined {
  return WrittenResult.bodyOf(result);
}
