import { isObjectType, type GraphQLSchema } from 'graphql';

export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Adds what a subgraph said to what is known already.
 * @param isShared true where the source stands at several places, which are filled independently
 */
export function mergeInto(
  target: Data,
  source: Data,
  schema: GraphQLSchema,
  isShared = false,
): void {
  for (const key in source) {
    // as a key of JSON it is data, but as a property it would reach every object
    if (key === '__proto__') continue;
    const value = source[key];
    if (value === undefined) continue;
    const known = target[key];
    if (known === undefined || typeof known === 'function')
      target[key] = isShared ? copyOf(value) : value;
    else if (key === '__typename') {
      if (isBetterTypename(known, value, schema)) target[key] = value;
    } else if (isData(known) && isData(value)) mergeInto(known, value, schema, isShared);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      target[key] = mergeLists(known, value, schema, isShared);
    // two subgraphs share the field, and this one could not resolve it
    else if (value !== null) target[key] = isShared ? copyOf(value) : value;
  }
}

/** A custom scalar may have any key; set in the usual way this one would be no property. */
const OWN = { enumerable: true, writable: true, configurable: true };

/** Copies what came as JSON. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item)) as T;
  const copy: Data = {};
  for (const key in value) {
    const inner = copyOf((value as Data)[key]);
    if (key === '__proto__') Object.defineProperty(copy, key, { ...OWN, value: inner });
    else copy[key] = inner;
  }
  return copy as T;
}

function mergeLists(
  known: unknown[],
  added: unknown[],
  schema: GraphQLSchema,
  isShared: boolean,
): unknown[] {
  return added.map((item, index) => {
    const before = known[index];
    if (isData(before) && isData(item)) {
      mergeInto(before, item, schema, isShared);
      return before;
    }
    if (Array.isArray(before) && Array.isArray(item) && before.length === item.length)
      return mergeLists(before, item, schema, isShared);
    return (isShared ? copyOf(item) : item) ?? before ?? null;
  });
}

/** A subgraph with @interfaceObject knows an entity by its interface's name alone. */
function isBetterTypename(known: unknown, value: unknown, schema: GraphQLSchema): boolean {
  if (typeof known !== 'string') return true;
  return !isObjectType(schema.getType(known)) && typeof value === 'string';
}
