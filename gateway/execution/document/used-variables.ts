import type { FetchNode } from '@apollo/query-planner';
import type { Data } from '../merge.ts';

/** Those of the client's variables that a fetch uses and the client gave. */
export function usedVariables(node: FetchNode, variables: Data): Data {
  const used: Data = {};
  for (const name of node.variableUsages ?? [])
    if (variables[name] !== undefined) used[name] = variables[name];
  return used;
}
