import { OperationTypeNode } from 'graphql';
import { partitionOf } from '../../../../gateway/partitions/partition-code.ts';
import { rootFieldKey, type RoutingRules } from '../../../../schema/partitions/routing-rules.ts';
import type { FederatedTypes } from '../world/federated-types.ts';
import type { Partitioning, Thing } from '../world/world.ts';

/** The district that a registry may not know. */
export const STRANGE = '511699';

/** The districts of the world. */
export const CODES: readonly string[] = ['511602', '511603', '511621', '511622', '511681', STRANGE];

const LETTERS = [...CODES, '511602', '511603'].map((code, index) => `district:${code}:${index}`);

/** Letters whose ids carry a district; what a district answers tells of its own letters alone. */
export function partitionedLetters(rules: RoutingRules, types: FederatedTypes): Partitioning {
  return {
    indicesOf: (type, partition) => {
      if (!rules.entities.has(type)) return null;
      const all = [...LETTERS.keys()];
      const own = all.filter((index) => partitionOf(LETTERS[index]) === partition);
      return own.length > 0 ? own : all;
    },
    keyOf: ({ type, index }, field) =>
      rules.entities.get(type) === field ? (LETTERS[index] ?? null) : null,
    partitionBelow: (thing, field, given) => {
      if (isRoot(thing)) return routedTo(rules, thing, field, given);
      if (types.isKey(thing.type, 'id')) return homeOf(rules, thing);
      return thing.partition;
    },
  };
}

/** The district of a letter; null of anything else. */
export function homeOf({ entities }: RoutingRules, { type, index }: Thing): string | null {
  return entities.has(type) ? partitionOf(LETTERS[index]) : null;
}

/** The district that a root field names; null where it names none. */
export function routedTo(
  rules: RoutingRules,
  { type }: Thing,
  field: string,
  given: Readonly<Record<string, unknown>>,
): string | null {
  const operation = OPERATIONS[type];
  const argument = operation && rules.rootFields.get(rootFieldKey(operation, field));
  return argument === undefined ? null : partitionOf(given[argument]);
}

export function isRoot({ type }: Thing): boolean {
  return type in OPERATIONS;
}

const OPERATIONS: Readonly<Record<string, OperationTypeNode>> = {
  Query: OperationTypeNode.QUERY,
  Mutation: OperationTypeNode.MUTATION,
  Subscription: OperationTypeNode.SUBSCRIPTION,
};
