import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type GraphQLError, type SelectionSetNode } from 'graphql';
import type { Generation } from '../supergraph/generation.ts';
import type { Faults } from './faults.ts';
import { isData, mergeInto, type Data } from './merge.ts';
import { applyRewrites, isOfType } from './rewrites.ts';
import type { Target } from './targets.ts';

/** What is sent to a subgraph so that it finds an entity. */
export type Representation =
  | { kind: 'ready'; value: Data }
  /** The object is none of the types that this fetch is for. */
  | { kind: 'notMeant' }
  /** Something it needs could not be fetched; null where nobody knows why. */
  | { kind: 'impossible'; cause: GraphQLError | null };

interface Projection {
  generation: Generation;
  faults: Faults;
  /** Objects that lack a field that is required of them. */
  lacking: Data[];
}

export function represent(
  target: Target,
  node: FetchNode,
  generation: Generation,
  faults: Faults,
): Representation {
  const projection: Projection = { generation, faults, lacking: [] };
  const value = projectObject(node.requires ?? [], target.data, projection);
  if (typeof value.__typename !== 'string') return { kind: 'notMeant' };
  applyRewrites(node.inputRewrites, value, generation.supergraphSchema);
  const cause = firstCause([target.data, ...projection.lacking], faults);
  if (!hasFullKey(value, node.serviceName, generation)) return { kind: 'impossible', cause };
  // merged fetch groups may require what belongs to another type of the same object
  if (projection.lacking.length > 0 && cause) return { kind: 'impossible', cause };
  return { kind: 'ready', value };
}

function projectObject(
  selections: readonly QueryPlanSelectionNode[],
  source: Data,
  projection: Projection,
): Data {
  const { supergraphSchema } = projection.generation;
  const result: Data = {};
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      if (typeCondition !== undefined && !isOfType(source, typeCondition, supergraphSchema, false))
        continue;
      const added = projectObject(selection.selections, source, projection);
      mergeInto(result, added, supergraphSchema);
      continue;
    }
    const name = selection.alias ?? selection.name;
    const value = source[name];
    if (value === undefined) projection.lacking.push(source);
    else result[name] = projectValue(selection.selections, value, projection);
  }
  return result;
}

function projectValue(
  selections: readonly QueryPlanSelectionNode[] | undefined,
  value: unknown,
  projection: Projection,
): unknown {
  if (!selections) return value;
  if (Array.isArray(value))
    return value.map((item: unknown) => projectValue(selections, item, projection));
  return isData(value) ? projectObject(selections, value, projection) : value;
}

function firstCause(objects: readonly Data[], faults: Faults): GraphQLError | null {
  for (const object of objects) {
    const cause = faults.causeOf(object);
    if (cause) return cause;
  }
  return null;
}

function hasFullKey(value: Data, subgraph: string, generation: Generation): boolean {
  const keys = generation.entityKeys(subgraph, String(value.__typename));
  return keys.length === 0 || keys.some((key) => covers(value, key));
}

function covers(value: unknown, key: SelectionSetNode): boolean {
  if (Array.isArray(value)) return value.every((item) => covers(item, key));
  if (!isData(value)) return false;
  return key.selections.every((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return covers(value, selection.selectionSet);
    if (selection.kind !== Kind.FIELD) return false;
    const field = value[selection.name.value];
    if (field === undefined || field === null) return false;
    return selection.selectionSet ? covers(field, selection.selectionSet) : true;
  });
}
