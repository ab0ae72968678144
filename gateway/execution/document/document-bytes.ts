import type { DocumentNode } from 'graphql';
import { measureOperations, sum } from '../../limits/measure.ts';

/** Measured on the operations of both clients: 53 for the parsed document, up to 2 for its text. */
const BYTES_PER_SIGN = 64;
/** Measured likewise, with each fragment as often as it is spread: the plan, ready to run. */
const BYTES_PER_SELECTION = 1_024;
const BYTES_AT_LEAST = 1_024;

/** About what it takes in memory to keep a document with its plans. */
export function documentBytes(source: string, document: DocumentNode): number {
  const operations = measureOperations(document, {
    field: (_field, below) => 1 + below(),
    spread: () => 1,
    join: sum,
  });
  const selections = operations.reduce((total, { size }) => total + size, 0);
  return BYTES_AT_LEAST + source.length * BYTES_PER_SIGN + selections * BYTES_PER_SELECTION;
}
