import type { GraphQLError } from 'graphql';
import { limitExceeded } from './limit-exceeded.ts';

const TOO_MANY =
  /^Too many options generated for .*reached the limit of (\d+)$|^Number of non-local selections exceeds limit of (\d+)$/s;

/**
 * What the planner says where an operation has too many ways to be answered, as a refusal.
 * @returns null for any other error
 */
export function planOptionsExceeded(error: unknown): GraphQLError | null {
  const said = error instanceof Error ? TOO_MANY.exec(error.message) : null;
  const maximum = said?.[1] ?? said?.[2];
  if (maximum === undefined) return null;
  return limitExceeded({
    limit: 'planOptions',
    maximum: Number(maximum),
    received: null,
    what: 'ways through the subgraphs to a field',
  });
}
