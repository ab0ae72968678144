import { OperationTypeNode } from 'graphql';
import type { Execute } from '../execute-operation.ts';
import { authorityOf, createFlights, type Flights } from './flights.ts';
import { isData } from '../merge.ts';
import type { PlannedOperation } from '../planning/plan.ts';

/**
 * Lets equal queries under way at the same time, for equal callers, be one execution. Nobody may
 * change the result.
 */
export function sharingQueries<Result>(
  execute: Execute<Result>,
  changes: () => number,
): Execute<Result> {
  const byPlan = new WeakMap<PlannedOperation, Flights<Result>>();
  return (planned, request) => {
    if (planned.operation.operation !== OperationTypeNode.QUERY) return execute(planned, request);
    const flights = byPlan.get(planned) ?? createFlights<Result>();
    byPlan.set(planned, flights);
    const { caller, variables } = request;
    const key = `${changes()} ${authorityOf(caller)} ${canonical(variables)}`;
    return flights.join(key, caller.signal, (signal) =>
      execute(planned, { ...request, caller: { ...caller, signal } }),
    );
  };
}

/** The same text for the same variables, in whatever order their names came. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isData(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
