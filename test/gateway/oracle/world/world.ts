import {
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type GraphQLSchema,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { between, createRandom, hashOf, pick, type Random } from '../random.ts';
import type { FederatedTypes } from './federated-types.ts';

/** One object of the world. Its type is not called __typename: a subgraph may know it by another. */
export class Thing {
  readonly type: string;
  readonly index: number;
  /** By which path a client came to it; needed for values from a context. */
  readonly parent: Thing | null;
  /** What the gateway sent when it asked for it. */
  readonly representation: Readonly<Record<string, unknown>> | null;
  /** Of what an entity or a root field tells: the partition that tells it. */
  readonly partition: string | null;

  constructor(
    type: string,
    index: number,
    parent: Thing | null = null,
    representation: Readonly<Record<string, unknown>> | null = null,
    partition: string | null = null,
  ) {
    this.type = type;
    this.index = index;
    this.parent = parent;
    this.representation = representation;
    this.partition = partition;
  }
}

type Arguments = Readonly<Record<string, unknown>>;

/** All data of one trial: a pure function of the seed, so that every server sees the same. */
export interface World {
  valueOf: (thing: Thing, field: string, given: Arguments) => unknown;
  /** The object with these key fields; null for none. */
  find: (
    types: readonly string[],
    keys: readonly SelectionSetNode[],
    representation: Readonly<Record<string, unknown>>,
  ) => Thing | null;
  project: (thing: Thing, selections: SelectionSetNode) => Record<string, unknown>;
}

/** Which things live where; most worlds have but one place. */
export interface Partitioning {
  /** The things of a type that the partition has; null where the type is not partitioned. */
  indicesOf: (type: string, partition: string | null) => readonly number[] | null;
  /** The value of a key field that carries the partition; null for any other. */
  keyOf: (thing: Thing, field: string) => string | null;
  /** Where what the field leads to is told from. */
  partitionBelow: (thing: Thing, field: string, given: Arguments) => string | null;
}

const ONE_PLACE: Partitioning = {
  indicesOf: () => null,
  keyOf: () => null,
  partitionBelow: () => null,
};

/** Few, so that the same object is met at several places of one response. */
const INDICES: readonly number[] = [0, 1, 2];
const NULL_SHARE = 0.15;

/** A field of a thing, and where what it leads to is told from. */
interface Place {
  thing: Thing;
  field: string;
  partition: string | null;
}

export function createWorld(
  seed: string,
  types: FederatedTypes,
  full: GraphQLSchema,
  partitioning: Partitioning = ONE_PLACE,
): World {
  const valueOf = (thing: Thing, field: string, given: Arguments): unknown => {
    const name = [seed, thing.type, thing.index, field, JSON.stringify(sorted(given))].join('|');
    const random = createRandom(name);
    const partition = partitioning.partitionBelow(thing, field, given);
    return generate(types.typeOf(thing.type, field), { thing, field, partition }, random);
  };

  const generate = (type: TypeNode, place: Place, random: Random): unknown => {
    if (type.kind === Kind.NON_NULL_TYPE) return present(type.type, place, random);
    return random() < NULL_SHARE ? null : present(type, place, random);
  };

  const present = (type: TypeNode, place: Place, random: Random): unknown => {
    if (type.kind === Kind.NON_NULL_TYPE) return present(type.type, place, random);
    if (type.kind === Kind.LIST_TYPE)
      return Array.from({ length: between(0, 3, random) }, () =>
        generate(type.type, place, random),
      );
    const { thing, field, partition } = place;
    const named = type.name.value;
    if (types.isKey(thing.type, field) && SCALARS[named])
      return partitioning.keyOf(thing, field) ?? keyValue(named, thing, field);
    const scalar = SCALARS[named];
    if (scalar) return scalar(random, field);
    const values = types.enumValues(thing.type, field, named);
    if (values.length > 0) return pick(values, random);
    const possible = types.possibleTypes(thing.type, field, named);
    if (possible.length === 0) return anything(random, 2);
    const chosen = pick(possible, random);
    const isRoot = chosen === full.getQueryType()?.name;
    const indices = isRoot ? [0] : (partitioning.indicesOf(chosen, partition) ?? INDICES);
    return new Thing(chosen, pick(indices, random), thing, null, partition);
  };

  const project = (thing: Thing, set: SelectionSetNode): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (isA(thing.type, selection.typeCondition?.name.value, full))
          Object.assign(result, project(thing, selection.selectionSet));
        continue;
      }
      const name = selection.name.value;
      if (name === '__typename') {
        result[name] = thing.type;
        continue;
      }
      const given = {
        ...defaultsOf(full, thing.type, name),
        ...Object.fromEntries(
          (selection.arguments ?? []).map((a) => [a.name.value, valueFromASTUntyped(a.value)]),
        ),
      };
      const required = types.requiresOf(thing.type, name);
      const value = valueOf(
        thing,
        name,
        required ? { ...given, requires: project(thing, required) } : given,
      );
      result[name] = projectValue(value, selection.selectionSet, project);
    }
    return result;
  };

  return {
    valueOf,
    project,
    find: (candidates, keys, representation) => {
      for (const type of candidates)
        for (const index of partitioning.indicesOf(type, null) ?? INDICES) {
          const thing = new Thing(type, index, null, representation);
          if (keys.some((key) => isSame(project(thing, key), select(representation, key, full))))
            return thing;
        }
      return null;
    },
  };
}

function defaultsOf(full: GraphQLSchema, type: string, field: string): Record<string, unknown> {
  const known = full.getType(type);
  const definitions = isObjectType(known) ? (known.getFields()[field]?.args ?? []) : [];
  return Object.fromEntries(
    definitions.flatMap(({ name, defaultValue }) =>
      defaultValue === undefined ? [] : [[name, defaultValue]],
    ),
  );
}

function projectValue(
  value: unknown,
  set: SelectionSetNode | undefined,
  project: World['project'],
): unknown {
  if (Array.isArray(value)) return value.map((item) => projectValue(item, set, project));
  return value instanceof Thing && set ? project(value, set) : value;
}

/** The part of a representation that a field set names. */
export function select(value: unknown, set: SelectionSetNode, full: GraphQLSchema): unknown {
  if (Array.isArray(value)) return value.map((item) => select(item, set, full));
  if (typeof value !== 'object' || value === null) return value;
  const source = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (mayBeA(source, selection.typeCondition?.name.value, full))
        Object.assign(result, onlyPresent(select(source, selection.selectionSet, full)));
      continue;
    }
    const name = selection.name.value;
    const inner = source[name];
    result[name] = selection.selectionSet ? select(inner, selection.selectionSet, full) : inner;
  }
  return result;
}

/** A required object comes without its type, with the fields of its type alone. */
function mayBeA(
  source: Record<string, unknown>,
  condition: string | undefined,
  full: GraphQLSchema,
): boolean {
  return typeof source.__typename !== 'string' || isA(source.__typename, condition, full);
}

function onlyPresent(value: unknown): unknown {
  const entries = Object.entries(value as object).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries);
}

function isA(type: string, condition: string | undefined, full: GraphQLSchema): boolean {
  if (condition === undefined || condition === type) return true;
  const known = full.getType(type);
  return isObjectType(known) && known.getInterfaces().some(({ name }) => name === condition);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function keyValue(named: string, thing: Thing, field: string): unknown {
  if (named === 'Int' || named === 'Float') return 1_000 + thing.index;
  // an ID that looks like a number stays a text on its way through the gateway
  if (thing.index === 1) return String(hashOf(`${thing.type} ${field}`));
  return `${thing.type}:${field}:${thing.index}`;
}

const WORDS = [
  '水表',
  'street lamp',
  '',
  'a"b\\c',
  'line\nbreak',
  'null',
  '42',
  '__typename',
  'half a \ud83d pair',
  '\u2028\u0000',
];

const SCALARS: Readonly<Record<string, (random: Random, field: string) => unknown>> = {
  ID: (random) => (random() < 0.3 ? String(between(0, 99, random)) : `id-${between(0, 9, random)}`),
  String: (random, field) =>
    random() < 0.2 ? pick(WORDS, random) : `${field} ${between(0, 999, random)}`,
  Int: (random) => between(-5, 1_000, random),
  Float: (random) => between(-50, 1_000, random) / 4,
  Boolean: (random) => random() < 0.5,
  JSON: (random) => anything(random, 2),
};

/** A value of a custom scalar, which the gateway must pass on untouched. */
function anything(random: Random, depth: number): unknown {
  const roll = random();
  if (depth === 0 || roll < 0.4) return pick<unknown>([1.5, 'text', true, 0, ''], random);
  if (roll < 0.6) return [anything(random, depth - 1), null, anything(random, depth - 1)];
  if (roll < 0.7) return { ['__proto__']: anything(random, depth - 1), constructor: 'text' };
  return { __typename: 'Nothing', id: anything(random, depth - 1), none: null };
}
