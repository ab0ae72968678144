import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsOf, type Fragments } from './collect-fields.ts';

/** Fields by their names in the data, each with the fields below it. */
export interface AddedFields extends ReadonlyMap<string, AddedFields> {}

type Gathered = Map<string, Gathered>;

const known = new WeakMap<FetchNode, AddedFields>();

/** The fields that a fetch adds to its targets. */
export function responseFields(node: FetchNode): AddedFields {
  const fields = known.get(node) ?? readFields(node);
  known.set(node, fields);
  return fields;
}

function readFields(node: FetchNode): AddedFields {
  const document = parse(node.operation, { noLocation: true });
  const fields: Gathered = new Map();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = definition.selectionSet;
    gather(node.requires ? entitySelections(root) : root, fragmentsOf(document), fields);
  }
  for (const rewrite of node.outputRewrites ?? [])
    if (rewrite.kind === 'KeyRenamer') fields.set(rewrite.renameKeyTo, new Map());
  return fields;
}

function entitySelections(root: SelectionSetNode): SelectionSetNode {
  const [entities] = root.selections;
  return entities?.kind === Kind.FIELD && entities.selectionSet ? entities.selectionSet : root;
}

function gather(set: SelectionSetNode, fragments: Fragments, fields: Gathered): void {
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD) {
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (fragment) gather(fragment.selectionSet, fragments, fields);
      continue;
    }
    const key = (selection.alias ?? selection.name).value;
    const below: Gathered = fields.get(key) ?? new Map<string, Gathered>();
    fields.set(key, below);
    if (selection.selectionSet) gather(selection.selectionSet, fragments, below);
  }
}
