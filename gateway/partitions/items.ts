import type { RoutingRules } from '../../schema/partitions/routing-rules.ts';
import { isData, type Data } from '../execution/merge.ts';
import type { RootField } from './operation-analysis.ts';
import { partitionOf } from './partition-code.ts';

/** The smallest thing that has one place: a root field, or one representation of `_entities`. */
export interface Item {
  /** Place in the list of representations; null for any other field. */
  index: number | null;
  representation: unknown;
  /** Null for what is the city's own, and where a value is missing: the city says what is wrong. */
  partition: string | null;
}

export function itemsOf(field: RootField, variables: Data, rules: RoutingRules): Item[] {
  switch (field.kind) {
    case 'city':
      return [{ index: null, representation: null, partition: null }];
    case 'routed':
      return [{ index: null, representation: null, partition: partitionOf(field.read(variables)) }];
    case 'entities':
      return representationsOf(field, variables).map((representation, index) => ({
        index,
        representation,
        partition: partitionOfEntity(representation, rules),
      }));
  }
}

export function representationsOf(
  { variable }: RootField & { kind: 'entities' },
  variables: Data,
): readonly unknown[] {
  const representations = variables[variable];
  return Array.isArray(representations) ? representations : [];
}

function partitionOfEntity(representation: unknown, { entities }: RoutingRules): string | null {
  if (!isData(representation)) return null;
  const by = entities.get(String(representation.__typename));
  return by === undefined ? null : partitionOf(representation[by]);
}
