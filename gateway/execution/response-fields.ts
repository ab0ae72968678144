import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsOf, type Fragments } from './collect-fields.ts';

/** A field that a fetch adds, by its name in the data. */
export interface AddedField {
  name: string;
  below: readonly AddedField[];
}

const known = new WeakMap<FetchNode, readonly AddedField[]>();

/** The fields that a fetch adds to its targets. */
export function responseFields(node: FetchNode): readonly AddedField[] {
  const fields = known.get(node) ?? readFields(node);
  known.set(node, fields);
  return fields;
}

function readFields(node: FetchNode): AddedField[] {
  const document = parse(node.operation, { noLocation: true });
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const root = operation.selectionSet;
  const renamed = (node.outputRewrites ?? []).flatMap((rewrite) =>
    rewrite.kind === 'KeyRenamer' ? [{ name: rewrite.renameKeyTo, below: [] }] : [],
  );
  const set = node.requires ? entitySelections(root) : root;
  return [...fieldsOf(set, fragmentsOf(document)), ...renamed];
}

function entitySelections(root: SelectionSetNode): SelectionSetNode {
  const [entities] = root.selections;
  return entities?.kind === Kind.FIELD && entities.selectionSet ? entities.selectionSet : root;
}

function fieldsOf(set: SelectionSetNode, fragments: Fragments): AddedField[] {
  return set.selections.flatMap((selection): AddedField[] => {
    if (selection.kind === Kind.FIELD) {
      const below = selection.selectionSet ? fieldsOf(selection.selectionSet, fragments) : [];
      return [{ name: (selection.alias ?? selection.name).value, below }];
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return fragment ? fieldsOf(fragment.selectionSet, fragments) : [];
  });
}
