import type { Supergraph } from '@apollo/federation-internals';
import {
  doTypesOverlap,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLAbstractType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Generation } from '../../supergraph/generation.ts';
import { interfaceObjects } from '../document/interface-objects.ts';

/** One fragment that stands for another, or for a part of it. */
interface Narrowing {
  /** Null: for all objects. */
  typeCondition: string | null;
  /** The type to which its selections belong. */
  type: GraphQLNamedType | undefined;
}

/**
 * A subgraph with @interfaceObject knows no other abstract type, and the planner has no plan for a
 * fragment on one. So it gets a fragment for each object type instead, or one without a condition.
 */
export function narrowings(
  { apiSchema: schema, supergraph }: Generation,
  type: GraphQLNamedType | undefined,
  condition: string | undefined,
): readonly Narrowing[] {
  if (condition === undefined) return [{ typeCondition: null, type }];
  const wanted = schema.getType(condition);
  const asItIs = [{ typeCondition: condition, type: wanted }];
  if (wanted === type) return asItIs;
  if (!isCompositeType(wanted) || !isCompositeType(type)) return asItIs;
  // where the condition around it was left out, a fragment may apply to no object any more
  if (!doTypesOverlap(schema, type, wanted)) return [];
  if (isObjectType(type)) return [{ typeCondition: null, type }];
  if (isObjectType(wanted) || !mayBeInterfaceObject(schema, supergraph, type)) return asItIs;
  const possible = schema.getPossibleTypes(type);
  const met = possible.filter((object) => schema.isSubType(wanted, object));
  const isAlways = met.length === possible.length && hasFieldsOf(schema, type, wanted);
  if (isAlways) return [{ typeCondition: null, type }];
  return met.map((object) => ({ typeCondition: object.name, type: object }));
}

function hasFieldsOf(
  schema: GraphQLSchema,
  type: GraphQLAbstractType,
  wanted: GraphQLAbstractType,
): boolean {
  return isUnionType(wanted) || (isInterfaceType(type) && schema.isSubType(wanted, type));
}

function mayBeInterfaceObject(
  schema: GraphQLSchema,
  supergraph: Supergraph,
  type: GraphQLAbstractType,
): boolean {
  const hidden = hiddenObjects(schema, supergraph);
  return schema.getPossibleTypes(type).some((object) => hidden.has(object));
}

const known = new WeakMap<GraphQLSchema, ReadonlySet<GraphQLObjectType>>();

/** Objects that some subgraph knows only by their interface. */
function hiddenObjects(
  schema: GraphQLSchema,
  supergraph: Supergraph,
): ReadonlySet<GraphQLObjectType> {
  const read = known.get(schema) ?? readHiddenObjects(schema, supergraph);
  known.set(schema, read);
  return read;
}

function readHiddenObjects(schema: GraphQLSchema, supergraph: Supergraph): Set<GraphQLObjectType> {
  const objects = interfaceObjects(supergraph).flatMap(({ name }) => {
    const visible = schema.getType(name);
    return isAbstractType(visible) ? schema.getPossibleTypes(visible) : [];
  });
  return new Set(objects);
}
