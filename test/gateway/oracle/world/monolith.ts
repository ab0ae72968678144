import {
  defaultTypeResolver,
  execute,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { EffectLog } from './effect-log.ts';
import type { Faults } from './faults.ts';
import type { FederatedTypes } from './federated-types.ts';
import { Thing, type World } from './world.ts';

export type OnField = (
  thing: Thing,
  field: string,
  given: Readonly<Record<string, unknown>>,
) => void;

export interface ServerDeps {
  types: FederatedTypes;
  full: GraphQLSchema;
  world: World;
  faults: Faults;
  effects: EffectLog;
  /** Told each field before it is resolved; may throw. */
  onField?: OnField;
  /** Told each entity that is asked for. */
  onReference?: (typename: string, representation: Readonly<Record<string, unknown>>) => void;
}

/**
 * Answers by graphql-js alone: what a client must get, whoever answers.
 *
 * @param withheld code by field of the document that its caller may not see
 */
export async function askMonolith(
  deps: ServerDeps,
  apiSchema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
  operationName: string | null = null,
  withheld: ReadonlyMap<FieldNode, string> = new Map(),
): Promise<ExecutionResult> {
  const { types, world, faults, effects } = deps;
  const fieldResolver: GraphQLFieldResolver<unknown, unknown, Record<string, unknown>> = (
    source,
    given,
    _context,
    info,
  ) => {
    for (const node of info.fieldNodes) refuse(withheld.get(node));
    const root = info.parentType.name;
    const thing = source instanceof Thing ? source : new Thing(root, 0);
    const field = info.fieldName;
    deps.onField?.(thing, field, given);
    if (info.operation.operation === OperationTypeNode.MUTATION && !info.path.prev)
      effects.add(field, given);
    faults.failField(thing, field);
    const required = types.requiresOf(thing.type, field);
    return attach(
      world.valueOf(thing, field, {
        ...given,
        ...contextArguments(deps, thing, field),
        ...(required ? { requires: world.project(thing, required) } : {}),
        ...effects.seenBy(thing.type, field),
      }),
      thing,
    );
  };
  return execute({
    schema: apiSchema,
    document,
    variableValues: variables,
    operationName,
    fieldResolver,
    typeResolver: (value, context, info, type) =>
      value instanceof Thing ? value.type : defaultTypeResolver(value, context, info, type),
  });
}

function refuse(code: string | undefined): void {
  if (code !== undefined) throw new GraphQLError('not for you', { extensions: { code } });
}

/** The same object with the way that led to it. */
function attach(value: unknown, parent: Thing): unknown {
  if (Array.isArray(value)) return value.map((item) => attach(item, parent));
  return value instanceof Thing
    ? new Thing(value.type, value.index, parent, null, value.partition)
    : value;
}

function contextArguments(
  { types, world }: ServerDeps,
  thing: Thing,
  field: string,
): Record<string, unknown> {
  const sources = types.contextArgumentsOf(thing.type, field);
  return Object.fromEntries(
    [...sources].map(([name, { context, selections }]) => {
      const holders = types.typesOfContext(context);
      let holder = thing.parent;
      while (holder && !holders.has(holder.type)) holder = holder.parent;
      return [name, holder ? onlyLeaf(world.project(holder, selections)) : null];
    }),
  );
}

function onlyLeaf(value: unknown): unknown {
  let leaf = value;
  while (typeof leaf === 'object' && leaf !== null && !Array.isArray(leaf))
    leaf = Object.values(leaf)[0];
  return leaf;
}
