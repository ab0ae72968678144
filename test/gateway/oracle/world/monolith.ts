import {
  defaultTypeResolver,
  execute,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { EffectLog } from './effect-log.ts';
import type { Faults } from './faults.ts';
import type { FederatedTypes } from './federated-types.ts';
import { Thing, type World } from './world.ts';

export interface ServerDeps {
  types: FederatedTypes;
  full: GraphQLSchema;
  world: World;
  faults: Faults;
  effects: EffectLog;
}

/** Answers by graphql-js alone: what a client must get, whoever answers. */
export async function askMonolith(
  deps: ServerDeps,
  apiSchema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
  operationName: string | null = null,
): Promise<ExecutionResult> {
  const { types, world, faults, effects } = deps;
  const fieldResolver: GraphQLFieldResolver<unknown, unknown, Record<string, unknown>> = (
    source,
    given,
    _context,
    info,
  ) => {
    const root = info.parentType.name;
    const thing = source instanceof Thing ? source : new Thing(root, 0);
    const field = info.fieldName;
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

/** The same object with the way that led to it. */
function attach(value: unknown, parent: Thing): unknown {
  if (Array.isArray(value)) return value.map((item) => attach(item, parent));
  return value instanceof Thing ? new Thing(value.type, value.index, parent) : value;
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
