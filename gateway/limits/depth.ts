import { limitExceeded } from './limit-exceeded.ts';
import { measureOperations, type DocumentLimit } from './measure.ts';

/** Refuses operations that go down more than `maximum` fields, through fragments too. */
export function depthLimit(maximum: number): DocumentLimit {
  return (document) => {
    const measured = measureOperations(document, {
      // graphql-js has a limit of its own for introspection
      field: ({ name }, below) => (name.value.startsWith('__') ? 0 : 1 + below()),
      join: Math.max,
    });
    const found = measured.find(({ size }) => size > maximum);
    if (!found) return null;
    const { operation: node, size: received } = found;
    return limitExceeded({ limit: 'depth', maximum, received, what: 'levels of fields', node });
  };
}
