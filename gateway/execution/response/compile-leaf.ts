import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  type GraphQLLeafType,
} from 'graphql';

type Accepts = (value: unknown) => boolean;

const MAX_INT = 2_147_483_647;

const isString: Accepts = (value) => typeof value === 'string';
const BUILT_IN = new Map<string, Accepts>([
  [GraphQLString.name, isString],
  [GraphQLID.name, isString],
  [GraphQLBoolean.name, (value) => typeof value === 'boolean'],
  [GraphQLFloat.name, Number.isFinite],
  [GraphQLInt.name, (value) => Number.isInteger(value) && Math.abs(value as number) <= MAX_INT],
]);

/** True for values that a response takes as they are; all others go through `serialize`. */
export function compileLeaf(type: GraphQLLeafType): Accepts {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => names.has(value);
  }
  return BUILT_IN.get(type.name) ?? (() => false);
}
