import { limitExceeded } from './limit-exceeded.ts';
import { measureOperations, sum, type DocumentLimit } from './measure.ts';

/**
 * Refuses documents whose operations have more than `maximum` selections once every fragment
 * stands where it is spread: validation and planning cost time for each of them, and more than
 * that where they share a name.
 */
export function fieldLimit(maximum: number): DocumentLimit {
  return (document) => {
    const measured = measureOperations(document, {
      field: (_field, below) => 1 + below(),
      spread: () => 1,
      join: sum,
    });
    const received = measured.reduce((total, { size }) => total + size, 0);
    if (received <= maximum) return null;
    return limitExceeded({ limit: 'fields', maximum, received, what: 'selections' });
  };
}
