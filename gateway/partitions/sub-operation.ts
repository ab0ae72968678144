import {
  Kind,
  print,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Analysis } from './operation-analysis.ts';

/** The part of an operation that goes to one endpoint. */
export interface SubOperation {
  query: string;
  /** The variables it uses. */
  variables: readonly string[];
}

/** @param chosen indices of the analysis's root fields */
export function buildSubOperation(
  { operation, fragments, fields }: Analysis,
  chosen: readonly number[],
): SubOperation {
  const selections = chosen.flatMap((index) => fields[index]?.selections ?? []);
  const own = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const used = usedFragments(own, fragments);
  const variables = usedVariables([own, ...used]);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...own, variableDefinitions }, ...used],
  };
  return {
    query: print(document),
    variables: variableDefinitions.map(({ variable }) => variable.name.value),
  };
}

function usedFragments(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const used = new Set<FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || used.has(fragment)) return;
        used.add(fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [...used];
}

function usedVariables(
  nodes: readonly (OperationDefinitionNode | FragmentDefinitionNode)[],
): ReadonlySet<string> {
  const used = new Set<string>();
  for (const node of nodes)
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(name.value),
    });
  return used;
}
