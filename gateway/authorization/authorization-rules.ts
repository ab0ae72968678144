import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { readRequired, type RequiredSets } from './read-required.ts';
import { readRequirements, type StatedRequirements } from './read-requirements.ts';
import type { Requirement } from './requirement.ts';

type RequirementsOf = (parent: string, field: string) => readonly Requirement[];

/** Who may see which field. */
export interface AuthorizationRules {
  /** All that must hold for a field where it is selected: on its object, or on an interface. */
  requirementsOf: RequirementsOf;
  /** Scopes that make a difference, those of policies included. */
  scopes: readonly string[];
}

interface Reading {
  stated: StatedRequirements;
  required: RequiredSets;
  schema: GraphQLSchema;
  requirementsOf: RequirementsOf;
}

/** Null where the supergraph leaves all decisions to the subgraphs. */
export function readAuthorizationRules(
  supergraphSdl: string,
  supergraphSchema: GraphQLSchema,
): AuthorizationRules | null {
  const stated = readRequirements(supergraphSdl);
  if (!stated) return null;
  const known = new Map<string, readonly Requirement[]>();
  const requirementsOf: RequirementsOf = (parent, field) => {
    const place = `${parent}.${field}`;
    const found = known.get(place) ?? [...new Set(collect(reading, parent, field))];
    known.set(place, found);
    return found;
  };
  const required = readRequired(supergraphSdl);
  const reading: Reading = { stated, required, schema: supergraphSchema, requirementsOf };
  return { scopes: stated.scopes, requirementsOf };
}

/**
 * A field selected on an interface may turn out to be that of any object behind it, so the
 * requirements of all of them must be met; a fragment on one object asks for that one's alone.
 */
function collect(reading: Reading, parent: string, field: string): readonly Requirement[] {
  // tells no more than which fragments are meant
  if (field === '__typename') return [];
  const { stated, schema } = reading;
  const type = schema.getType(parent);
  const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const own = [parent, ...objects.map(({ name }) => name)];
  return own.flatMap((name) => [
    ...stated.ofType(name),
    ...stated.ofField(name, field),
    ...ofReturned(reading, name, field),
    ...ofRequired(reading, name, field),
  ]);
}

/** Composition gives an interface what its objects require; that is asked at its fields. */
function ofReturned(
  { stated, schema }: Reading,
  parent: string,
  field: string,
): readonly Requirement[] {
  const definition = definitionOf(schema, parent, field);
  if (!definition) return [];
  const returned = getNamedType(definition.type);
  const isDerived =
    isAbstractType(returned) &&
    schema.getPossibleTypes(returned).some(({ name }) => stated.ofType(name).length > 0);
  return isDerived ? [] : stated.ofType(returned.name);
}

/**
 * What a field is made from would be asked for along with it. Composition sees to it that the field
 * states as much, but not where an interface object stands for several types: there it takes what
 * one of them states for what all do.
 */
function ofRequired(reading: Reading, parent: string, field: string): readonly Requirement[] {
  const type = reading.schema.getType(parent);
  const interfaces = isObjectType(type) ? type.getInterfaces() : [];
  const owners = [parent, ...interfaces.map(({ name }) => name)];
  // what an interface object requires is asked for by the interface's name, of whatever is behind it
  return owners.flatMap((owner) =>
    (reading.required.get(`${owner}.${field}`) ?? []).flatMap((set) => ofSet(reading, owner, set)),
  );
}

function ofSet(reading: Reading, parent: string, set: SelectionSetNode): readonly Requirement[] {
  return set.selections.flatMap((selection): readonly Requirement[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return ofSet(reading, selection.typeCondition?.name.value ?? parent, selection.selectionSet);
    const { name, selectionSet } = selection;
    const definition = definitionOf(reading.schema, parent, name.value);
    const inner = definition && getNamedType(definition.type).name;
    return [
      ...reading.requirementsOf(parent, name.value),
      ...(inner && selectionSet ? ofSet(reading, inner, selectionSet) : []),
    ];
  });
}

function definitionOf(
  schema: GraphQLSchema,
  parent: string,
  field: string,
): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(parent);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
}
