import { GraphQLError, type ExecutionResult } from 'graphql';
import type { ResponsePath } from '../schedule/compile-path.ts';
import type { Faults } from '../gather/faults.ts';
import { onePerNull } from './one-per-null.ts';
import type { PlannedOperation } from '../planning/plan.ts';
import { visiblePath, type VisiblePath } from './visible-path.ts';

/** A response whose nulls are in place, and what is known of why they are there. */
interface Completed {
  data: ExecutionResult['data'];
  /** Errors that subgraphs reported for the very places that are null. */
  reported: readonly GraphQLError[];
  /** Errors that follow from what is absent or does not fit the schema. */
  derived: readonly GraphQLError[];
}

/** Puts the errors of a response in their places: one for each null, none for what is not there. */
export function settleErrors(
  planned: PlannedOperation,
  { data = null, reported, derived }: Completed,
  faults: Faults,
): ExecutionResult {
  const place = (path: ResponsePath = []) => visiblePath(planned, path);
  // an error that a subgraph reported for one field says more than that its neighbours are absent
  const beside = faults.untold().filter(({ path }) => isInResponse(place(path), data));
  const placed = [...beside, ...reported, ...derived].map((error) => at(place(error.path), error));
  const errors = onePerNull(placed, data);
  return errors.length > 0 ? { errors, data } : { data };
}

function at({ path }: VisiblePath, error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    ...(path.length > 0 ? { path } : {}),
    extensions: error.extensions,
  });
}

/** Plans fetch more than the client asked for; an error there that caused no null is not told. */
function isInResponse({ path, isWhole }: VisiblePath, data: unknown): boolean {
  let value = data;
  for (const key of path) {
    if (value === null) return true;
    if (typeof value !== 'object' || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string | number, unknown>)[key];
  }
  return isWhole || value === null;
}
