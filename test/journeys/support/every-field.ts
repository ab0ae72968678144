import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** A selection of all that can be reached from a type, and which fields that is. */
export interface EveryField {
  /** With its braces. */
  selection: string;
  /** `Type.field`. */
  fields: ReadonlySet<string>;
}

/** Selects every field below a type; a type is not entered again below itself. */
export function everyField(schema: GraphQLSchema, typeName: string): EveryField {
  const fields = new Set<string>();
  const type = schema.getType(typeName);
  if (!isCompositeType(type)) throw new Error(`expected a type with fields, but got ${typeName}`);
  return { selection: select(schema, type, new Set(), fields), fields };
}

function select(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  above: ReadonlySet<string>,
  fields: Set<string>,
): string {
  const within = new Set([...above, ...familyOf(schema, type)]);
  const parts = concreteTypes(schema, type).map((concrete) => {
    const selected = Object.values(concrete.getFields())
      .filter((field) => !field.args.some(isRequiredArgument))
      .map((field) => selectField(schema, concrete, field, within, fields));
    return `... on ${concrete.name} { ${selected.join(' ')} }`;
  });
  return `{ __typename ${parts.join(' ')} }`;
}

/** Each has a response name of its own: types may give one name to fields that do not merge. */
function selectField(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  within: ReadonlySet<string>,
  fields: Set<string>,
): string {
  const type = getNamedType(field.type);
  const selected = `${parent.name}_${field.name}: ${field.name}`;
  if (!isCompositeType(type)) {
    fields.add(`${parent.name}.${field.name}`);
    return selected;
  }
  if (within.has(type.name)) return '';
  fields.add(`${parent.name}.${field.name}`);
  return `${selected} ${select(schema, type, within, fields)}`;
}

function concreteTypes(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

/** A type, what it implements and what implements it: none of them is entered again below it. */
function familyOf(schema: GraphQLSchema, type: GraphQLCompositeType): string[] {
  const concrete = concreteTypes(schema, type);
  const interfaces = [type, ...concrete].flatMap((each) =>
    isObjectType(each) || isInterfaceType(each) ? each.getInterfaces() : [],
  );
  return [type, ...concrete, ...interfaces].map(({ name }) => name);
}

/** Place in the answer → what stands there; a list is part of the place. */
export function flatten(value: unknown, place = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[place, value]]);
  const found = new Map<string, unknown>();
  for (const [key, below] of Object.entries(value))
    for (const [path, leaf] of flatten(below, place === '' ? key : `${place}.${key}`))
      found.set(path, leaf);
  if (Array.isArray(value)) found.set(`${place}.length`, value.length);
  return found;
}
