import { isEnumType, type GraphQLLeafType } from 'graphql';
import { compileLeaf } from './compile-leaf.ts';

/** @returns null where the value does not fit the type */
export type WriteLeaf = (value: unknown) => string | null;

/** What JSON cannot have as it is within a string; a pair of surrogates might be half of one. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Readies how a leaf stands in the response's text, the same as JSON.stringify would write it. */
export function compileLeafText(type: GraphQLLeafType): WriteLeaf {
  const accepts = compileLeaf(type);
  const asText = isEnumType(type) ? enumText(type.getValues().map(({ name }) => name)) : plainText;
  return (value) => (accepts(value) ? asText(value) : serializedText(type, value));
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
  return JSON.stringify(value);
}

function enumText(names: readonly string[]): (value: unknown) => string {
  const texts = new Map<unknown, string>(names.map((name) => [name, `"${name}"`]));
  return (value) => texts.get(value) ?? plainText(value);
}

function serializedText(type: GraphQLLeafType, value: unknown): string | null {
  try {
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) return null;
    // a function, say, has no text
    return (JSON.stringify(serialized) as string | undefined) ?? null;
  } catch {
    return null;
  }
}
