import { createHash } from 'node:crypto';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLInterfaceType,
  type GraphQLSchema,
} from 'graphql';

export type Random = () => number;

/** The same seed gives the same numbers for ever. */
export function createRandom(seed: string): Random {
  let counter = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed} ${counter++}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}

/** Values of arguments by coordinate; fields with other required arguments are left out. */
type ArgumentValues = Readonly<Record<string, readonly string[]>>;

interface Grammar {
  schema: GraphQLSchema;
  values: ArgumentValues;
  random: Random;
}

/** A valid query with aliases, fragments, @skip and @include, over variables $a and $b. */
export function randomQuery(grammar: Grammar): string {
  const query = grammar.schema.getQueryType();
  if (!query) throw new Error('the schema has no queries');
  const used = selections(grammar, query, 4);
  const variables = ['a', 'b'].filter((name) => used.includes(`$${name}`));
  const definitions = variables.map((name) => `$${name}: Boolean!`).join(', ');
  return `query ${definitions === '' ? '' : `(${definitions})`} ${used}`;
}

function selections(grammar: Grammar, type: GraphQLNamedType, depth: number): string {
  const { random } = grammar;
  const count = 1 + Math.floor(random() * 4);
  const parts: string[] = [];
  for (let index = 0; index < count; index += 1)
    parts.push(random() < 0.25 ? fragment(grammar, type, depth) : field(grammar, type, depth));
  return `{ ${parts.join(' ')} }`;
}

function fragment(grammar: Grammar, type: GraphQLNamedType, depth: number): string {
  const { schema, random } = grammar;
  const possible = isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [];
  const types: GraphQLNamedType[] = [type, ...possible];
  const chosen = pick(types, random);
  if (depth <= 0) return field(grammar, type, depth);
  return `... on ${chosen.name}${condition(random)} ${selections(grammar, chosen, depth - 1)}`;
}

function field(grammar: Grammar, type: GraphQLNamedType, depth: number): string {
  const { random, values } = grammar;
  const fields =
    isObjectType(type) || isInterfaceType(type) ? usableFields(type, values, depth) : [];
  const chosen = random() < 0.1 || fields.length === 0 ? null : pick(fields, random);
  if (!chosen) return `__typename${condition(random)}`;
  const given = chosen.args.flatMap(({ name }) => {
    const known = values[`${chosen.name}.${name}`];
    return known ? [`${name}: ${pick(known, random)}`] : [];
  });
  const text = given.length > 0 ? `${chosen.name}(${given.join(', ')})` : chosen.name;
  // the alias tells the arguments, so that equal response names always mean equal fields
  const isAliased = given.length > 0 || random() < 0.2;
  const alias = `${chosen.name}_${given.join('').replace(/\W/g, '')}`;
  const inner = getNamedType(chosen.type);
  return [
    isAliased ? `${alias}: ${text}` : text,
    condition(random),
    isCompositeType(inner) ? ` ${selections(grammar, inner, depth - 1)}` : '',
  ].join('');
}

function usableFields(
  type: GraphQLObjectType | GraphQLInterfaceType,
  values: ArgumentValues,
  depth: number,
): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(
    (candidate) =>
      (depth > 0 || !isCompositeType(getNamedType(candidate.type))) &&
      candidate.args.every(
        ({ name, type: argument, defaultValue }) =>
          values[`${candidate.name}.${name}`] !== undefined ||
          defaultValue !== undefined ||
          !String(argument).endsWith('!'),
      ),
  );
}

function condition(random: Random): string {
  const roll = random();
  if (roll > 0.15) return '';
  const directive = roll < 0.07 ? 'skip' : 'include';
  return ` @${directive}(if: ${pick(['$a', '$b', 'true', 'false'], random)})`;
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
