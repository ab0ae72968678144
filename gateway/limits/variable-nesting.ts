import type { GraphQLError } from 'graphql';
import { limitExceeded } from './limit-exceeded.ts';

/**
 * Refuses variables with more than `maximum` lists and objects within each other; null lets them pass.
 * A scalar of the schema's own takes any value, and whatever writes it as JSON calls itself for each level.
 */
export function checkNesting(variables: unknown, maximum: number): GraphQLError | null {
  if (!isDeeper(variables, maximum)) return null;
  const what = 'lists and objects within each other in a variable';
  return limitExceeded({ limit: 'nesting', maximum, received: null, what });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels < 0) return true;
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return inner.some((item) => isDeeper(item, levels - 1));
}
