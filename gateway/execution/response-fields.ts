import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';

const known = new WeakMap<FetchNode, readonly string[]>();

/** The fields that a fetch adds to its targets, by their names in the response. */
export function responseFields(node: FetchNode): readonly string[] {
  const fields = known.get(node) ?? readFields(node);
  known.set(node, fields);
  return fields;
}

function readFields(node: FetchNode): readonly string[] {
  const operation = parse(node.operation, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) return [];
  const root = operation.selectionSet;
  const renamed = (node.outputRewrites ?? []).flatMap((rewrite) =>
    rewrite.kind === 'KeyRenamer' ? [rewrite.renameKeyTo] : [],
  );
  return [...fieldNames(node.requires ? entitySelections(root) : root), ...renamed];
}

function entitySelections(root: SelectionSetNode): SelectionSetNode {
  const [entities] = root.selections;
  return entities?.kind === Kind.FIELD && entities.selectionSet ? entities.selectionSet : root;
}

function fieldNames(set: SelectionSetNode): string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldNames(selection.selectionSet) : [];
  });
}
