import type { FetchNode } from '@apollo/query-planner';
import { isAbstractType, isObjectType, visit, type GraphQLSchema } from 'graphql';
import { placedFields, type PlacedField } from './placed-fields.ts';
import type { PlacedFetch } from './rewrite-plan.ts';
import type { UnreadyFields } from './unready-fields.ts';
import { isPlain, withoutFields } from './without-fields.ts';

/** A fetch of a later plan without what need not be made again. */
export type WithoutTold = (fetch: PlacedFetch) => FetchNode;

/**
 * What is made from other fields is not made again where a plan before tells it: of those others the
 * later plan may have less, as it has them under other conditions.
 */
export function withoutTold(unready: UnreadyFields, before: readonly PlacedFetch[]): WithoutTold {
  const { schema } = unready;
  const told = new Map<string, PlacedField[]>();
  for (const fetch of before)
    for (const placed of placedFields(schema, fetch).fields)
      if (isPlain(placed.field)) told.set(placed.path, [...(told.get(placed.path) ?? []), placed]);
  const isTold = (asked: PlacedField): boolean =>
    isPlain(asked.field) &&
    (told.get(asked.path) ?? []).some((known) => includes(schema, known, asked));
  return (fetch) => {
    const { serviceName, requires } = fetch.node;
    if (!requires) return fetch.node;
    const { document, fields } = placedFields(schema, fetch);
    const again = fields.filter(
      (placed) =>
        placed.type !== null &&
        unready.isMade(serviceName, placed.type, placed.field.name.value) &&
        isTold(placed),
    );
    if (again.length === 0) return fetch.node;
    const left = new Set(again.map(({ field }) => field));
    return withoutFields(
      fetch.node,
      visit(document, { Field: (field) => (left.has(field) ? null : undefined) }),
    );
  };
}

/** Whether one is told of all objects and under all conditions of the other. */
function includes(schema: GraphQLSchema, one: PlacedField, other: PlacedField): boolean {
  if (![...one.conditions].every((condition) => other.conditions.has(condition))) return false;
  if (one.type === null || other.type === null) return false;
  if (one.type === other.type) return true;
  const [wide, narrow] = [schema.getType(one.type), schema.getType(other.type)];
  return isAbstractType(wide) && isObjectType(narrow) && schema.isSubType(wide, narrow);
}
