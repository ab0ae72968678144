import type { FetchNode } from '@apollo/query-planner';
import { Kind, print, visit, type DocumentNode, type FieldNode } from 'graphql';

/** The fetch with an operation that has some fields less, and the variables that are left in it. */
export function withoutFields(fetch: FetchNode, document: DocumentNode): FetchNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return {
    ...fetch,
    operation: print(withDefinitionsOf(used, filled(document))),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  };
}

/** What a field requires is asked for by its name alone. */
export function isPlain({ alias, arguments: given = [] }: FieldNode): boolean {
  return !alias && given.length === 0;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function filled(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set) =>
      set.selections.length > 0 ? undefined : { ...set, selections: [TYPENAME] },
  });
}

function withDefinitionsOf(used: ReadonlySet<string>, document: DocumentNode): DocumentNode {
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
