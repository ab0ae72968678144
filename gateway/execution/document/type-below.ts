import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  type FieldNode,
  type GraphQLNamedType,
} from 'graphql';

/** What a field of this type holds, lists and non-nulls unwrapped; undefined where it has no such field. */
export function typeBelow(
  { name }: FieldNode,
  type: GraphQLNamedType | undefined,
): GraphQLNamedType | undefined {
  const hasFields = isObjectType(type) || isInterfaceType(type);
  const definition = hasFields ? type.getFields()[name.value] : undefined;
  return definition && getNamedType(definition.type);
}
