import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * What the planner gets instead of a document with conditions. Where conditions leave an object
 * without fields, the planner fetches nothing, and nobody could tell `{}` from null; with
 * __typename it fetches the object. The response is made from the client's own document.
 */
export function planningDocument(document: DocumentNode): DocumentNode {
  if (!hasConditions(document)) return document;
  return visit(document, {
    Field: {
      leave: (field) =>
        field.selectionSet
          ? {
              ...field,
              selectionSet: {
                ...field.selectionSet,
                selections: [...field.selectionSet.selections, TYPENAME],
              },
            }
          : undefined,
    },
  });
}

function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: ({ name }) => {
      found ||= name.value === 'skip' || name.value === 'include';
    },
  });
  return found;
}
