import type { GraphQLLeafType } from 'graphql';
import { compileLeaf } from './compile-leaf.ts';
import type { JsonSink } from './json-sink.ts';

/** @returns false where the value does not fit the type */
type WriteLeaf = (value: unknown, sink: JsonSink) => boolean;

/** Readies how a leaf is written, the same as JSON.stringify would. */
export function compileLeafText(type: GraphQLLeafType): WriteLeaf {
  const accepts = compileLeaf(type);
  return (value, sink) => {
    if (!accepts(value)) return writeSerialized(type, value, sink);
    if (typeof value === 'string') sink.string(value);
    else sink.ascii(JSON.stringify(value));
    return true;
  };
}

function writeSerialized(type: GraphQLLeafType, value: unknown, sink: JsonSink): boolean {
  try {
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) return false;
    const text = JSON.stringify(serialized) as string | undefined;
    // a function, say, has none
    if (text === undefined) return false;
    sink.json(text);
    return true;
  } catch {
    return false;
  }
}
