import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  GraphQLError,
  isInterfaceType,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type FieldNode,
  type FormattedExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { ServerDeps } from './monolith.ts';
import type { SubgraphMeta } from './subgraph-meta.ts';
import { select, Thing } from './world.ts';

export interface SubgraphRequestBody {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | null | undefined;
}

/** One subgraph's schema; the world that it tells of differs from trial to trial. */
export interface SubgraphServer {
  meta: SubgraphMeta;
  schema: GraphQLSchema;
  /** Answers as over the wire: what JSON cannot carry is lost. */
  answer: (deps: ServerDeps, request: SubgraphRequestBody) => Promise<FormattedExecutionResult>;
}

export function createSubgraphServer(meta: SubgraphMeta, sdl: string): SubgraphServer {
  const schema = createSchema(meta, sdl);
  const documents = new Map<string, DocumentNode | readonly GraphQLError[]>();
  return {
    meta,
    schema,
    answer: async (deps, { query, variables = {}, operationName }) => {
      const known = documents.get(query) ?? prepare(schema, query);
      if (documents.size > 1_000) documents.clear();
      documents.set(query, known);
      if (!('kind' in known)) return { errors: known.map((error) => error.toJSON()) };
      const result = await execute({
        schema,
        document: known,
        variableValues: variables,
        operationName: operationName ?? null,
        contextValue: deps,
        fieldResolver: resolveIn(meta),
      });
      return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
    },
  };
}

function prepare(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  const document = parse(query, { noLocation: true });
  const errors = validate(schema, document);
  return errors.length > 0 ? errors : document;
}

function createSchema(meta: SubgraphMeta, sdl: string): GraphQLSchema {
  const resolvers: Record<string, object> = {};
  for (const [name, { kind, keys }] of meta.types) {
    if (keys.length > 0) resolvers[name] = { __resolveReference: resolveReference(meta, name) };
    if (kind === 'interface' || kind === 'union')
      resolvers[name] = { ...resolvers[name], __resolveType: (thing: Thing) => thing.type };
  }
  return buildSubgraphSchema([
    { typeDefs: parse(sdl), resolvers: resolvers as Record<string, never> },
  ]);
}

function resolveReference(meta: SubgraphMeta, name: string) {
  return (representation: Record<string, unknown>, deps: ServerDeps) => {
    const { full, world, faults } = deps;
    deps.onReference?.(name, representation);
    const type = full.getType(name);
    const candidates = isInterfaceType(type)
      ? full.getPossibleTypes(type).map((possible) => possible.name)
      : [name];
    const thing = world.find(candidates, meta.types.get(name)?.keys ?? [], representation);
    if (!thing) throw new GraphQLError(`no ${name} is ${JSON.stringify(representation)}`);
    return faults.isLost(meta.name, thing) ? null : thing;
  };
}

function resolveIn(
  meta: SubgraphMeta,
): GraphQLFieldResolver<unknown, ServerDeps, Record<string, unknown>> {
  return (source, given, deps, info) => {
    const { types, world, faults, effects } = deps;
    const typename = meta.roots.get(info.parentType.name) ?? info.parentType.name;
    const thing = source instanceof Thing ? source : new Thing(typename, 0);
    const field = info.fieldName;
    const declared = meta.types.get(typename)?.fields.get(field);
    const isExternal = declared?.isExternal ?? false;
    const known = provided.get(thing) ?? [];
    const isKnown = types.isKey(thing.type, field) || isAmong(known, field);
    if (isExternal ? !isKnown : types.isOverridden(meta.name, thing.type, field))
      throw new GraphQLError(`${meta.name} does not own ${typename}.${field}`);
    deps.onField?.(thing, field, given);
    if (info.operation.operation === OperationTypeNode.MUTATION && !info.path.prev)
      effects.add(field, given);
    faults.failField(thing, field);
    // who provides a field knows what its owner would have made it from
    const required = isExternal ? types.requiresOf(thing.type, field) : declared?.requires;
    const isToBeTold = required && !isExternal;
    if (isToBeTold && !thing.representation && !isProvided(known, required))
      throw new GraphQLError(`${field} was asked without what it requires`);
    const value = world.valueOf(thing, field, {
      ...given,
      ...(required
        ? {
            requires: isToBeTold
              ? requiredOf(thing, required, deps)
              : world.project(thing, required),
          }
        : {}),
      ...effects.seenBy(thing.type, field),
    });
    const below = known.flatMap((set) => setsBelow(set, field));
    provide(value, declared?.provides ? [...below, declared.provides] : below);
    return value;
  };
}

/** What a subgraph has of an object by the way to it, though it is not its own. */
const provided = new WeakMap<Thing, readonly SelectionSetNode[]>();

function provide(value: unknown, sets: readonly SelectionSetNode[]): void {
  if (Array.isArray(value)) for (const item of value) provide(item, sets);
  else if (value instanceof Thing && sets.length > 0) provided.set(value, sets);
}

function setsBelow(set: SelectionSetNode, field: string): SelectionSetNode[] {
  return fieldsIn(set).flatMap(({ name, selectionSet }) =>
    name.value === field && selectionSet ? [selectionSet] : [],
  );
}

function fieldsIn({ selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
}

function isProvided(sets: readonly SelectionSetNode[], { selections }: SelectionSetNode): boolean {
  return selections.every(
    (selection) => selection.kind === Kind.FIELD && isAmong(sets, selection.name.value),
  );
}

function isAmong(sets: readonly SelectionSetNode[], field: string): boolean {
  return sets.some((set) => fieldsIn(set).some(({ name }) => name.value === field));
}

function requiredOf(
  thing: Thing,
  required: SelectionSetNode,
  { world, full }: ServerDeps,
): unknown {
  if (!thing.representation) return world.project(thing, required);
  return select(thing.representation, required, full);
}
