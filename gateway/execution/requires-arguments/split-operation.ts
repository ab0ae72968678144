import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../collect-fields.ts';
import type { Generation } from '../../supergraph/generation.ts';
import { requiredArguments, type RequiredField } from './required-arguments.ts';
import { inlined, pathBelow, selectedFields, type SelectedField } from './selected-fields.ts';

/** A part of an operation that can be planned without conflict. */
export interface OperationPart {
  document: DocumentNode;
  /** The paths of all that the part shows to the client. */
  visible: ReadonlySet<string>;
}

/** More parts than anybody writes by hand would only serve to make planning dear. */
const MAX_PARTS = 16;

/**
 * The planner fetches a field that @requires asks for with arguments under its own name, and so
 * mistakes `price(currency: "EUR")` for `price(currency: "USD")` where an operation needs both.
 * Such an operation is planned in parts: one for each field that requires, one for all others.
 * @returns null where nothing is in conflict
 */
export function splitOperation(
  generation: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly OperationPart[] | null {
  const required = requiredArguments(generation.supergraph);
  if (required.size === 0) return null;
  const { apiSchema } = generation;
  const root = apiSchema.getRootType(operation.operation) ?? undefined;
  const set = inlined(operation.selectionSet, fragmentsOf(document));
  const fields = selectedFields(set, root, apiSchema);
  const needs = (field: SelectedField): readonly RequiredField[] =>
    field.coordinates.flatMap((coordinate) => required.get(coordinate) ?? []);
  const places = new Set(fields.filter((field) => needs(field).length > 0).map(({ path }) => path));
  if (places.size === 0 || places.size >= MAX_PARTS) return null;
  if (!isInConflict(fields, fields.flatMap(needs))) return null;
  const partOf = (part: SelectionSetNode): OperationPart => ({
    document: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: part }] },
    visible: new Set(selectedFields(part, root, apiSchema).map(({ path }) => path)),
  });
  const rest = pruned(set, '', (path) => !places.has(path));
  const alone = [...places].map((place) =>
    pruned(set, '', (path) =>
      path === place || place.startsWith(`${path}.`)
        ? true
        : path.startsWith(`${place}.`) && !places.has(path),
    ),
  );
  return [rest, ...alone].map(partOf);
}

function isInConflict(fields: readonly SelectedField[], needed: readonly RequiredField[]): boolean {
  const shown = fields.map((field) => ({ name: field.key, arguments: field.arguments }));
  return needed.some((one) =>
    [...shown, ...needed].some(
      (other) => other.name === one.name && other.arguments !== one.arguments,
    ),
  );
}

const TYPENAME: SelectionNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

function pruned(
  set: SelectionSetNode,
  above: string,
  isKept: (path: string) => boolean,
): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return [{ ...selection, selectionSet: pruned(selection.selectionSet, above, isKept) }];
    const path = pathBelow(above, selection);
    if (!isKept(path)) return [];
    const { selectionSet } = selection;
    return [
      selectionSet ? { ...selection, selectionSet: pruned(selectionSet, path, isKept) } : selection,
    ];
  });
  return { ...set, selections: selections.length > 0 ? selections : [TYPENAME] };
}
