import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsOf, type Fragments } from '../document/collect-fields.ts';
import { renamedKeys } from './rewrites.ts';
import { oncePer } from '../../supergraph/once-per.ts';

/** A field that a fetch adds, by its name in the data. */
export interface AddedField {
  name: string;
  below: readonly AddedField[];
}

/** The fields that a fetch adds to its targets. */
export const responseFields: (owner: FetchNode) => readonly AddedField[] = oncePer(readFields);

function readFields(node: FetchNode): AddedField[] {
  const document = parse(node.operation, { noLocation: true });
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const root = operation.selectionSet;
  const set = node.requires ? entitySelections(root) : root;
  return fieldsOf(set, fragmentsOf(document), renamedKeys(node));
}

/** What a fetch of entities selects of each of them. */
export function entitySelections(root: SelectionSetNode): SelectionSetNode {
  const [entities] = root.selections;
  return entities?.kind === Kind.FIELD && entities.selectionSet ? entities.selectionSet : root;
}

function fieldsOf(
  set: SelectionSetNode,
  fragments: Fragments,
  renamed: ReadonlyMap<string, string>,
): AddedField[] {
  return set.selections.flatMap((selection): AddedField[] => {
    if (selection.kind === Kind.FIELD) {
      const below = selection.selectionSet
        ? fieldsOf(selection.selectionSet, fragments, renamed)
        : [];
      const key = (selection.alias ?? selection.name).value;
      return [{ name: renamed.get(key) ?? key, below }];
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return fragment ? fieldsOf(fragment.selectionSet, fragments, renamed) : [];
  });
}
