import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type GraphQLSchema,
} from 'graphql';

const FAR = 99;
const NEAR = 3;

/** Whether a field leads to an entity of the type: there the operations are to be. */
export function leadingTo(
  schema: GraphQLSchema,
  targets: ReadonlySet<string>,
): (type: string, field: string) => boolean {
  const distances = new Map<string, number>([...targets].map((name) => [name, 0]));
  const distanceOf = (name: string): number => distances.get(name) ?? FAR;
  const composites = Object.values(schema.getTypeMap()).filter(isCompositeType);
  for (let round = 0; round < NEAR; round += 1)
    for (const type of composites) {
      const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
      const next = Object.values(fields).map(
        (field) => 1 + distanceOf(getNamedType(field.type).name),
      );
      const members = isAbstractType(type)
        ? schema.getPossibleTypes(type).map(({ name }) => distanceOf(name))
        : [];
      distances.set(type.name, Math.min(distanceOf(type.name), ...next, ...members));
    }
  return (typename, fieldName) => {
    const type = schema.getType(typename);
    const field =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
    const inner = field && getNamedType(field.type);
    return !isCompositeType(inner) || distanceOf(inner.name) <= NEAR || targets.has(typename);
  };
}
