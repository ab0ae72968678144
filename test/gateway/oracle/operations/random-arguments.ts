import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLInputType,
} from 'graphql';
import { between, pick, type Random } from '../random.ts';
import { unluckyVariable } from './unlucky-names.ts';

/** Variables of one operation: their definitions and the values sent along. */
export interface Variables {
  definitions: Map<string, string>;
  values: Record<string, unknown>;
}

interface Literal {
  text: string;
}

/** Arguments as written: `(id: "1", filter: {name: $v1})`, or nothing. */
export function randomArguments(
  definitions: readonly GraphQLArgument[],
  variables: Variables,
  random: Random,
): string {
  const given = definitions.flatMap(({ name, type, defaultValue }) => {
    const isNeeded = type instanceof GraphQLNonNull && defaultValue === undefined;
    if (!isNeeded && random() < 0.4) return [];
    return [`${name}: ${argument(type, variables, random)}`];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function argument(type: GraphQLInputType, variables: Variables, random: Random): string {
  if (random() < 0.35) return variable(type, variables, random);
  return literal(type, variables, random);
}

function variable(type: GraphQLInputType, variables: Variables, random: Random): string {
  const unlucky = unluckyVariable(random) ?? '';
  const isFree = unlucky !== '' && !variables.definitions.has(unlucky);
  const name = isFree ? unlucky : `v${variables.definitions.size}`;
  const isOptional = !(type instanceof GraphQLNonNull);
  const isStricter = isOptional && random() < 0.3;
  const withDefault = !isStricter && random() < 0.25;
  const fallback = withDefault ? ` = ${write(randomValue(type, random))}` : '';
  variables.definitions.set(name, `$${name}: ${String(type)}${isStricter ? '!' : ''}${fallback}`);
  const mayMiss = withDefault || (isOptional && !isStricter);
  if (!mayMiss || random() < 0.7)
    variables.values[name] = plain(
      randomValue(isStricter ? new GraphQLNonNull(type as never) : type, random),
    );
  return `$${name}`;
}

function literal(type: GraphQLInputType, variables: Variables, random: Random): string {
  const inner = type instanceof GraphQLNonNull ? type.ofType : type;
  if (inner instanceof GraphQLInputObjectType && random() < 0.8) {
    const fields = Object.values(inner.getFields()).flatMap((field) => {
      if (!isRequiredInputField(field) && random() < 0.5) return [];
      return [`${field.name}: ${argument(field.type, variables, random)}`];
    });
    return `{${fields.join(', ')}}`;
  }
  if (inner instanceof GraphQLList && random() < 0.5) {
    const items = Array.from({ length: between(0, 2, random) }, () =>
      argument(inner.ofType, variables, random),
    );
    return `[${items.join(', ')}]`;
  }
  return write(randomValue(type, random));
}

/** A value of the type; names of enums as literals, so that they are written without quotes. */
function randomValue(type: GraphQLInputType, random: Random): unknown {
  if (type instanceof GraphQLNonNull) return present(type.ofType, random);
  return random() < 0.15 ? null : present(type, random);
}

function present(type: GraphQLInputType, random: Random): unknown {
  if (type instanceof GraphQLNonNull) return present(type.ofType, random);
  // one item stands for a list of one
  if (type instanceof GraphQLList && random() < 0.15) return present(type.ofType, random);
  if (type instanceof GraphQLList)
    return Array.from({ length: between(0, 2, random) }, () => randomValue(type.ofType, random));
  if (type instanceof GraphQLEnumType)
    return { text: pick(type.getValues(), random).name } satisfies Literal;
  if (type instanceof GraphQLInputObjectType)
    return Object.fromEntries(
      Object.values(type.getFields()).flatMap((field) => {
        if (!isRequiredInputField(field) && random() < 0.5) return [];
        return [[field.name, randomValue(field.type, random)]];
      }),
    );
  switch (type.name) {
    case 'Int':
      return between(0, 5, random);
    case 'Float':
      return between(0, 9, random) / 2;
    case 'Boolean':
      return random() < 0.5;
    case 'ID':
      return pick(['1', '511602', 'a b', 'District:id:0', 7], random);
    case 'String':
      return pick(['', 'lamp', '灯"\n', '7'], random);
    default:
      return pick<unknown>([0, 1.5, true, 'a', { c: [{ d: null }, [null, ['b']]] }], random);
  }
}

function write(value: unknown): string {
  if (isLiteral(value)) return value.text;
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${write(inner)}`)
    .join(', ')}}`;
}

function plain(value: unknown): unknown {
  if (isLiteral(value)) return value.text;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

function isLiteral(value: unknown): value is Literal {
  return typeof value === 'object' && value !== null && 'text' in value;
}
