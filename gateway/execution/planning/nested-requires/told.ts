import type { FetchNode } from '@apollo/query-planner';
import {
  isAbstractType,
  isObjectType,
  Kind,
  print,
  visit,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { placedFields, type PlacedField } from './placed-fields.ts';
import type { PlacedFetch } from './rewrite-plan.ts';
import type { UnreadyFields } from './unready-fields.ts';
import { withoutFields } from './without-fields.ts';

/** What a plan need not do since another does it before. */
export interface Told {
  /** The fetch without what is made from other fields and told before. */
  withoutMade: (fetch: PlacedFetch) => FetchNode;
  /** Whether all that a fetch of entities asks for is told before. */
  isAll: (fetch: PlacedFetch) => boolean;
}

export function createTold(unready: UnreadyFields, before: readonly PlacedFetch[]): Told {
  const { schema } = unready;
  const told = new Map<string, PlacedField[]>();
  for (const fetch of before.filter(isForWholeTypes))
    for (const placed of placedFields(schema, fetch).fields)
      told.set(keyOf(placed), [...(told.get(keyOf(placed)) ?? []), placed]);
  const isTold = (asked: PlacedField): boolean =>
    (told.get(keyOf(asked)) ?? []).some((known) => includes(schema, known, asked));
  return {
    withoutMade: (fetch) => {
      const { serviceName, requires } = fetch.node;
      if (!requires) return fetch.node;
      const { document, fields } = placedFields(schema, fetch);
      const made = fields.filter(
        ({ type, field }) => type !== null && unready.isMade(serviceName, type, field.name.value),
      );
      const again = new Set(made.filter(isTold).map(({ field }) => field));
      if (again.size === 0) return fetch.node;
      return withoutFields(
        fetch.node,
        visit(document, { Field: (field) => (again.has(field) ? null : undefined) }),
      );
    },
    isAll: (fetch) =>
      fetch.node.requires !== undefined &&
      placedFields(schema, fetch).fields.every(
        (placed) => placed.field.name.value === '__typename' || isTold(placed),
      ),
  };
}

/** Elsewhere the types that a fetch names are wider than what it is sent for. */
function isForWholeTypes({ node, path }: PlacedFetch): boolean {
  return !node.inputRewrites && !path.some((step) => String(step).includes('|'));
}

/** Where something is asked for, and what. */
function keyOf({ path, field }: PlacedField): string {
  const { name, arguments: given = [] } = field;
  const asked: FieldNode = { kind: Kind.FIELD, name, arguments: given };
  return `${path} ${print(asked)}`;
}

/** Whether one is told of all objects of the other. */
function includes(schema: GraphQLSchema, one: PlacedField, other: PlacedField): boolean {
  if (one.type === null || other.type === null) return false;
  if (one.type === other.type) return true;
  const [wide, narrow] = [schema.getType(one.type), schema.getType(other.type)];
  return isAbstractType(wide) && isObjectType(narrow) && schema.isSubType(wide, narrow);
}
