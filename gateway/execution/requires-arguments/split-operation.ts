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

/**
 * The planner fetches a field that @requires asks for with arguments under its own name, and so
 * mistakes `price(currency: "EUR")` for `price(currency: "USD")` where an operation needs both.
 * Such an operation is planned in parts: one for all fields that agree on what they require, one
 * for those that require nothing.
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
  const places = new Map<string, RequiredField[]>();
  for (const field of fields) {
    const needed = needs(field);
    if (needed.length > 0) places.set(field.path, [...(places.get(field.path) ?? []), ...needed]);
  }
  if (!isInConflict(fields, [...places.values()].flat())) return null;
  const partOf = (part: SelectionSetNode): OperationPart => ({
    document: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: part }] },
    visible: new Set(selectedFields(part, root, apiSchema).map(({ path }) => path)),
  });
  const rest = pruned(set, '', (path) => !places.has(path));
  const agreeing = agreeingPlaces(places).map((part) => {
    const isBelow = (path: string) => part.some((place) => path.startsWith(`${place}.`));
    const leadsTo = (path: string) => part.some((place) => place.startsWith(`${path}.`));
    return pruned(set, '', (path) =>
      places.has(path) ? part.includes(path) || leadsTo(path) : leadsTo(path) || isBelow(path),
    );
  });
  return [rest, ...agreeing].map(partOf);
}

/** Places whose fields require nothing with different arguments, together. */
function agreeingPlaces(places: ReadonlyMap<string, readonly RequiredField[]>): string[][] {
  const parts: { places: string[]; needed: RequiredField[] }[] = [];
  for (const [place, needed] of places) {
    const part = parts.find((one) => !disagree(one.needed, needed));
    if (!part) parts.push({ places: [place], needed: [...needed] });
    else {
      part.places.push(place);
      part.needed.push(...needed);
    }
  }
  return parts.map((part) => part.places);
}

function isInConflict(fields: readonly SelectedField[], needed: readonly RequiredField[]): boolean {
  const shown = fields.map((field) => ({ name: field.key, arguments: field.arguments }));
  return disagree(needed, [...shown, ...needed]);
}

function disagree(some: readonly RequiredField[], others: readonly RequiredField[]): boolean {
  const asked = new Map<string, Set<string>>();
  for (const { name, arguments: given } of others)
    asked.set(name, (asked.get(name) ?? new Set()).add(given));
  return some.some(({ name, arguments: given }) =>
    [...(asked.get(name) ?? [])].some((other) => other !== given),
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
