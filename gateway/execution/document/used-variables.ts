import type { FetchNode } from '@apollo/query-planner';
import type { Data } from '../merge.ts';
import { variableOfClient } from './variable-names.ts';

/** Those of the client's variables that a fetch uses and the client gave, by their names in plans. */
export function usedVariables(node: FetchNode, variables: Data): Data {
  const used: Data = {};
  for (const name of node.variableUsages ?? []) {
    const given = variableOfClient(name);
    // others have names of what every object inherits
    if (Object.hasOwn(variables, given)) used[name] = variables[given];
  }
  return used;
}
