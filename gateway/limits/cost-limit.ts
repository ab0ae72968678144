import type { GraphQLError } from 'graphql';
import { estimateCost, type CostRequest } from './cost.ts';
import { limitExceeded } from './limit-exceeded.ts';

export interface CostConfig {
  maximum: number;
  /** How long a list is taken to be where neither the schema nor an argument says. */
  listSize: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Refuses an operation that may bring more than the maximum; null lets it pass. */
export type CostLimit = (variables: Variables) => GraphQLError | null;

/** Estimates anew only when a variable that cuts a list has another value than the last time. */
export function costLimit(config: CostConfig, request: Omit<CostRequest, 'variable'>): CostLimit {
  let last: { values: Map<string, unknown>; cost: number } | null = null;
  return (variables) => {
    const isAsBefore =
      last && [...last.values].every(([name, value]) => Object.is(variables[name], value));
    if (!last || isAsBefore === false) {
      const values = new Map<string, unknown>();
      const variable = (name: string): unknown => {
        values.set(name, variables[name]);
        return variables[name];
      };
      last = { cost: estimateCost(config.listSize, { ...request, variable }), values };
    }
    return last.cost <= config.maximum ? null : tooCostly(config.maximum, last.cost, request);
  };
}

function tooCostly(
  maximum: number,
  received: number,
  { operation: node }: Pick<CostRequest, 'operation'>,
): GraphQLError {
  const what = 'cost (objects, times the lengths of their lists)';
  return limitExceeded({ limit: 'cost', maximum, received, what, node });
}
