import { valueFromASTUntyped, type GraphQLError, type OperationDefinitionNode } from 'graphql';
import { estimateCost, type CostRequest } from './cost.ts';
import { limitExceeded } from './limit-exceeded.ts';
import type { Read, Variables } from './variable-readings.ts';

export interface CostConfig {
  maximum: number;
  /** How long a list is taken to be where neither the schema nor an argument says. */
  listSize: number;
}

/** Refuses an operation that may bring more than the maximum; null lets it pass. */
export type CostLimit = (variables: Variables) => GraphQLError | null;

interface Reading {
  read: Parameters<Read>[1];
  was: number | null;
}

/** Estimates anew only when something that it has read of the variables is no longer the same. */
export function costLimit(config: CostConfig, request: Omit<CostRequest, 'read'>): CostLimit {
  const defaults = defaultsOf(request.operation);
  let last: { readings: readonly Reading[]; cost: number } | null = null;
  return (sent) => {
    const variables = defaults ? { ...defaults, ...sent } : sent;
    if (!last?.readings.every(({ read, was }) => read(variables) === was))
      last = estimate(config.listSize, request, variables);
    return last.cost <= config.maximum ? null : tooCostly(config.maximum, last.cost, request);
  };
}

/** The values of variables, which are the client's, are not kept; each is read once at a place. */
function estimate(
  listSize: number,
  request: Omit<CostRequest, 'read'>,
  variables: Variables,
): { readings: readonly Reading[]; cost: number } {
  const readings = new Map<string, Reading>();
  const read: Read = (key, reading) => {
    const known = readings.get(key) ?? { read: reading, was: reading(variables) };
    readings.set(key, known);
    return known.was;
  };
  const cost = estimateCost(listSize, { ...request, read });
  return { readings: [...readings.values()], cost };
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables | null {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return defaults.length > 0 ? Object.fromEntries(defaults) : null;
}

function tooCostly(
  maximum: number,
  received: number,
  { operation: node }: Pick<CostRequest, 'operation'>,
): GraphQLError {
  const what = 'cost (objects, times the lengths of their lists)';
  return limitExceeded({ limit: 'cost', maximum, received, what, node });
}
