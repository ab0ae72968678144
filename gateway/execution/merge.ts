import { isObjectType, type GraphQLSchema } from 'graphql';

export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds what a subgraph said to what is known already. */
export function mergeInto(target: Data, source: Data, schema: GraphQLSchema): void {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key];
    if (value === undefined) continue;
    if (key === '__typename' && !isBetterTypename(known, value, schema)) continue;
    if (isData(known) && isData(value)) mergeInto(known, value, schema);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      target[key] = mergeLists(known, value, schema);
    // two subgraphs share the field, and this one could not resolve it
    else if (value === null && known !== undefined) continue;
    else target[key] = value;
  }
}

function mergeLists(known: unknown[], added: unknown[], schema: GraphQLSchema): unknown[] {
  return added.map((item, index) => {
    const before = known[index];
    if (isData(before) && isData(item)) {
      mergeInto(before, item, schema);
      return before;
    }
    if (Array.isArray(before) && Array.isArray(item) && before.length === item.length)
      return mergeLists(before, item, schema);
    return item ?? before ?? null;
  });
}

/** A subgraph with @interfaceObject knows an entity by its interface's name alone. */
function isBetterTypename(known: unknown, value: unknown, schema: GraphQLSchema): boolean {
  if (typeof known !== 'string') return true;
  return !isObjectType(schema.getType(known)) && typeof value === 'string';
}
