import { getNamedType, isAbstractType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { readRequirements, type StatedRequirements } from './read-requirements.ts';
import type { Requirement } from './requirement.ts';

/** Who may see which field. */
export interface AuthorizationRules {
  /** All that must hold for a field where it is selected: on its object, or on an interface. */
  requirementsOf: (parent: string, field: string) => readonly Requirement[];
  /** Scopes that make a difference, those of policies included. */
  scopes: readonly string[];
}

/** Null where the supergraph leaves all decisions to the subgraphs. */
export function readAuthorizationRules(
  supergraphSdl: string,
  supergraphSchema: GraphQLSchema,
): AuthorizationRules | null {
  const stated = readRequirements(supergraphSdl);
  if (!stated) return null;
  const known = new Map<string, readonly Requirement[]>();
  return {
    scopes: stated.scopes,
    requirementsOf: (parent, field) => {
      const place = `${parent}.${field}`;
      const found = known.get(place) ?? collect(stated, supergraphSchema, parent, field);
      known.set(place, found);
      return found;
    },
  };
}

/**
 * A field selected on an interface may turn out to be that of any object behind it, so the
 * requirements of all of them must be met; a fragment on one object asks for that one's alone.
 */
function collect(
  stated: StatedRequirements,
  schema: GraphQLSchema,
  parent: string,
  field: string,
): readonly Requirement[] {
  // tells no more than which fragments are meant
  if (field === '__typename') return [];
  const type = schema.getType(parent);
  const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const own = [parent, ...objects.map(({ name }) => name)];
  return own.flatMap((name) => [
    ...stated.ofType(name),
    ...stated.ofField(name, field),
    ...ofReturned(stated, schema, name, field),
  ]);
}

/** Composition gives an interface what its objects require; that is asked at its fields. */
function ofReturned(
  stated: StatedRequirements,
  schema: GraphQLSchema,
  parent: string,
  field: string,
): readonly Requirement[] {
  const owner = schema.getType(parent);
  if (!owner || !('getFields' in owner)) return [];
  const definition = (owner as GraphQLObjectType).getFields()[field];
  if (!definition) return [];
  const returned = getNamedType(definition.type);
  const isDerived =
    isAbstractType(returned) &&
    schema.getPossibleTypes(returned).some(({ name }) => stated.ofType(name).length > 0);
  return isDerived ? [] : stated.ofType(returned.name);
}
