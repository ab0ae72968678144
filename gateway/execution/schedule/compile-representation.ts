import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type GraphQLError, type SelectionSetNode } from 'graphql';
import type { Generation } from '../../supergraph/generation.ts';
import type { Faults } from '../gather/faults.ts';
import { isData, type Data } from '../merge.ts';
import type { SourcedField } from './rename-required.ts';
import { applyRewrites, isOfType } from './rewrites.ts';
import type { IdentityOf } from './seen-entities.ts';

/** What is sent to a subgraph so that it finds an entity, as JSON. */
type Representation =
  | string
  /** The object is none of the types that this fetch is for. */
  | null
  /** Something it needs could not be fetched; null where nobody knows why. */
  | { cause: GraphQLError | null };

export type Represent = (target: Data, faults: Faults) => Representation;

interface CompiledRepresentation {
  represent: Represent;
  /** Objects with equal values there have equal representations. */
  identityOf: IdentityOf;
}

/** Objects that lack a field that is required of them. */
type Lacking = Data[];
type Write = (source: Data, lacking: Lacking) => string;

/** Readies the `requires` of a fetch, once for each type of object that it meets. */
export function compileRepresentation(
  node: FetchNode,
  generation: Generation,
): CompiledRepresentation {
  const schema = generation.supergraphSchema;
  const byType = new Map<unknown, Compiled>();
  const compiled = (typename: unknown): Compiled => {
    const fields = flatten(node.requires ?? [], typename, schema);
    const ready = {
      write: compileObject(fields, schema),
      hasTypename: fields.has('__typename'),
      identity: node.inputRewrites ? null : readIdentity(fields, keysOf(typename)),
    };
    byType.set(typename, ready);
    return ready;
  };
  const keysOf = (typename: unknown) => generation.entityKeys(node.serviceName, String(typename));
  const hasFullKey = compileKeyCheck(node, generation);
  const represent: Represent = (target, faults) => {
    const typename = target.__typename;
    const { write, hasTypename } = byType.get(typename) ?? compiled(typename);
    if (!hasTypename || typeof typename !== 'string') return null;
    const lacking: Lacking = [];
    const written = write(target, lacking);
    const text = node.inputRewrites ? rewritten(written, node, generation) : written;
    const isFull = hasFullKey(text, target, typename);
    if (isFull && lacking.length === 0) return text;
    const cause = faults.isClean() ? null : firstCause([target, ...lacking], faults);
    // merged fetch groups may require what belongs to another type of the same object
    return isFull && !cause ? text : { cause };
  };
  const identityOf: IdentityOf = (typename) =>
    (byType.get(typename) ?? compiled(typename)).identity;
  return { represent, identityOf };
}

interface Compiled {
  write: Write;
  hasTypename: boolean;
  identity: readonly string[] | null;
}

/** @returns null where a part of the representation is more than a plain value */
function readIdentity(
  fields: ReadonlyMap<string, Field>,
  keys: readonly SelectionSetNode[],
): readonly string[] | null {
  const inKeys = new Set(keys.flatMap(({ selections }) => selections.map(nameOf)));
  const read = [...fields.values()].filter(({ name }) => name !== '__typename');
  if (read.some(({ selections }) => selections !== null)) return null;
  const first = read.filter(({ name }) => inKeys.has(name));
  const others = read.filter(({ name }) => !inKeys.has(name));
  return [...first, ...others].map(({ source }) => source);
}

function rewritten(text: string, node: FetchNode, generation: Generation): string {
  const value: unknown = JSON.parse(text);
  applyRewrites(node.inputRewrites, value, generation.supergraphSchema);
  return JSON.stringify(value);
}

interface Field {
  name: string;
  /** Its name in the data. */
  source: string;
  selections: QueryPlanSelectionNode[] | null;
}

/** The fields that apply to a type, each once. */
function flatten(
  selections: readonly QueryPlanSelectionNode[],
  typename: unknown,
  schema: Generation['supergraphSchema'],
  fields = new Map<string, Field>(),
): Map<string, Field> {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      if (
        typeCondition === undefined ||
        isOfType({ __typename: typename }, typeCondition, schema, false)
      )
        flatten(selection.selections, typename, schema, fields);
      continue;
    }
    const name = selection.alias ?? selection.name;
    const known = fields.get(name)?.selections ?? [];
    const inner = selection.selections ? [...known, ...selection.selections] : null;
    const { source = name } = selection as SourcedField;
    fields.set(name, { name, source, selections: inner });
  }
  return fields;
}

function compileObject(fields: Map<string, Field>, schema: Generation['supergraphSchema']): Write {
  const writers = [...fields.values()].map(({ name, source, selections }) => ({
    name: source,
    prefix: `${JSON.stringify(name)}:`,
    write: selections && compileNested(selections, schema),
  }));
  return (source, lacking) => {
    let text = '';
    for (const { name, prefix, write } of writers) {
      const value = source[name];
      if (value === undefined) {
        lacking.push(source);
        continue;
      }
      const written = write ? writeNested(value, write, lacking) : JSON.stringify(value);
      text += text === '' ? prefix + written : `,${prefix}${written}`;
    }
    return `{${text}}`;
  };
}

function compileNested(
  selections: readonly QueryPlanSelectionNode[],
  schema: Generation['supergraphSchema'],
): Write {
  const byType = new Map<unknown, Write>();
  return (source, lacking) => {
    const typename = source.__typename;
    let write = byType.get(typename);
    if (!write) {
      write = compileObject(flatten(selections, typename, schema), schema);
      byType.set(typename, write);
    }
    return write(source, lacking);
  };
}

function writeNested(value: unknown, write: Write, lacking: Lacking): string {
  if (Array.isArray(value))
    return `[${value.map((item: unknown) => writeNested(item, write, lacking)).join(',')}]`;
  return isData(value) ? write(value, lacking) : JSON.stringify(value);
}

function firstCause(objects: readonly Data[], faults: Faults): GraphQLError | null {
  for (const object of objects) {
    const cause = faults.causeOf(object);
    if (cause) return cause;
  }
  return null;
}

type KeyCheck = (text: string, target: Data, typename: string) => boolean;

/**
 * True where the representation has one of the keys by which the subgraph knows the type. A type
 * that it does not know would cost all other entities of the request their answers.
 */
function compileKeyCheck(node: FetchNode, generation: Generation): KeyCheck {
  const schema = generation.supergraphSchema;
  const simpleKeys = new Map<string, readonly (readonly string[])[] | null>();
  const readSimpleKeys = (typename: string): readonly (readonly string[])[] | null => {
    const required = flatten(node.requires ?? [], typename, schema);
    const keys = generation.entityKeys(node.serviceName, typename);
    const isSimple = keys.every((key) => key.selections.every(isPlainField));
    const names = keys.map((key) => key.selections.map(nameOf));
    const usable = names.filter((key) => key.every((name) => required.has(name)));
    const result = isSimple && !node.inputRewrites ? usable : null;
    simpleKeys.set(typename, result);
    return result;
  };
  return (text, target, typename) => {
    const known = simpleKeys.get(typename);
    const keys = known === undefined ? readSimpleKeys(typename) : known;
    if (keys) return keys.some((key) => key.every((name) => (target[name] ?? null) !== null));
    const value = JSON.parse(text) as Data;
    const all = generation.entityKeys(node.serviceName, String(value.__typename));
    return all.some((key) => covers(value, key));
  };
}

function isPlainField(selection: SelectionSetNode['selections'][number]): boolean {
  return selection.kind === Kind.FIELD && !selection.selectionSet;
}

function nameOf(selection: SelectionSetNode['selections'][number]): string {
  return selection.kind === Kind.FIELD ? selection.name.value : '';
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
