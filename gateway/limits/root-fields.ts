import { limitExceeded } from './limit-exceeded.ts';
import { measureOperations, sum, type DocumentLimit } from './measure.ts';

/** Refuses operations with more than `maximum` fields at their root: each is a request of its own. */
export function rootFieldLimit(maximum: number): DocumentLimit {
  return (document) => {
    const measured = measureOperations(document, { field: () => 1, join: sum });
    const found = measured.find(({ size }) => size > maximum);
    if (!found) return null;
    const { operation: node, size: received } = found;
    return limitExceeded({ limit: 'rootFields', maximum, received, what: 'root fields', node });
  };
}
