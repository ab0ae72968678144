import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf, type Fragments } from '../document/collect-fields.ts';
import type { ResponsePath } from '../schedule/compile-path.ts';
import { dataKeys } from '../document/data-keys.ts';
import type { PlannedOperation } from '../planning/plan.ts';

export interface VisiblePath {
  path: ResponsePath;
  /** False where the data goes on to what the client did not ask for. */
  isWhole: boolean;
}

/**
 * The place in the response that a place in the data leads to. Plans fetch fields of their own;
 * an error there belongs to the nearest place the client knows.
 */
export function visiblePath(
  { document, operation, generation }: PlannedOperation,
  path: ResponsePath,
): VisiblePath {
  const dataKeyOf = dataKeys(generation.supergraph);
  const fragments = fragmentsOf(document);
  const visible: (string | number)[] = [];
  let sets: readonly SelectionSetNode[] = [operation.selectionSet];
  for (const key of path) {
    if (typeof key === 'number') {
      visible.push(key);
      continue;
    }
    const fields = sets
      .flatMap((set) => fieldsOf(set, fragments))
      .filter((field) => dataKeyOf(field) === key);
    const [first] = fields;
    if (!first) return { path: visible, isWhole: false };
    visible.push((first.alias ?? first.name).value);
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return { path: visible, isWhole: true };
}

function fieldsOf(set: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return fragment ? fieldsOf(fragment.selectionSet, fragments) : [];
  });
}
