import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ResponsePath } from './compile-path.ts';

/**
 * Cuts a path where it leaves what the client asked for: plans fetch fields of their own, and an
 * error there belongs to the nearest place the client knows.
 */
export function visiblePath(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  path: ResponsePath,
): ResponsePath {
  let sets: SelectionSetNode[] = [operation.selectionSet];
  for (const [index, key] of path.entries()) {
    if (typeof key === 'number') continue;
    const fields = sets.flatMap((set) => fieldsNamed(key, set, document));
    if (fields.length === 0) return path.slice(0, index);
    sets = fields.flatMap((field) => field.selectionSet ?? []);
  }
  return path;
}

function fieldsNamed(
  key: string,
  set: SelectionSetNode,
  document: DocumentNode,
): { selectionSet?: SelectionSetNode | undefined }[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD)
      return (selection.alias ?? selection.name).value === key ? [selection] : [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return fieldsNamed(key, selection.selectionSet, document);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION &&
        definition.name.value === selection.name.value,
    );
    return fragment && 'selectionSet' in fragment
      ? fieldsNamed(key, fragment.selectionSet, document)
      : [];
  });
}
