import { limitExceeded } from './limit-exceeded.ts';
import { measureOperations, sum, type DocumentLimit } from './measure.ts';

/** Refuses operations with more than `maximum` aliases: each asks for the same thing once more. */
export function aliasLimit(maximum: number): DocumentLimit {
  return (document) => {
    const measured = measureOperations(document, {
      field: ({ alias }, below) => (alias ? 1 : 0) + below(),
      join: sum,
    });
    const found = measured.find(({ size }) => size > maximum);
    if (!found) return null;
    const { operation: node, size: received } = found;
    return limitExceeded({ limit: 'aliases', maximum, received, what: 'aliases', node });
  };
}
