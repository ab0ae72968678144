import { buildSubgraphSchema } from '@apollo/subgraph';
import { isAbstractType, parse, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

export type Fields = Record<string, unknown>;

/** A subgraph whose answers are plain data; only roots and entities need a function. */
export interface StubSubgraph {
  sdl: string;
  /** Root field → its value; nested values are read by name. */
  roots: Record<string, (args: Fields) => unknown>;
  /** Typename → the entity of a representation. */
  entities: Record<string, (representation: Fields) => unknown>;
}

/** @returns the response's text */
export type Answer = (
  query: string,
  variables: Fields,
  operationName: string | undefined,
) => Promise<string>;

const MAX_COMPILED = 1_000;

/** Compiles each operation once, whatever the gateway sends, and then runs without interpreting. */
export function createAnswer(subgraph: StubSubgraph): Answer {
  const schema = buildStubSchema(subgraph);
  const compiled = new Map<string, (variables: Fields) => Promise<string>>();
  return (query, variables, operationName) => {
    const key = operationName === undefined ? query : `${operationName}\n${query}`;
    let run = compiled.get(key);
    if (!run) {
      // A gateway that puts values into the text must not fill the memory.
      if (compiled.size >= MAX_COMPILED) compiled.clear();
      run = compile(schema, query, operationName);
      compiled.set(key, run);
    }
    return run(variables);
  };
}

function compile(schema: GraphQLSchema, query: string, operationName: string | undefined) {
  const document = parse(query, { noLocation: true });
  const compileWith = (customJSONSerializer: boolean) =>
    compileQuery(schema, document, operationName, {
      customJSONSerializer,
      disableLeafSerialization: true,
    });
  // The faster serializer knows no scalars but GraphQL's own.
  const fast = compileWith(true);
  const compiled = isCompiledQuery(fast) ? fast : compileWith(false);
  if (!isCompiledQuery(compiled)) throw new Error(JSON.stringify(compiled));
  return async (variables: Fields) => compiled.stringify(await compiled.query({}, {}, variables));
}

function buildStubSchema({ sdl, roots, entities }: StubSubgraph): GraphQLSchema {
  const schema = buildSubgraphSchema(parse(sdl));
  for (const type of Object.values(schema.getTypeMap()))
    if (isAbstractType(type)) type.resolveType = (value: Fields) => String(value.__typename);
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const [name, value] of Object.entries(roots)) {
    const field = fields[name];
    if (!field) throw new Error(`expected a root field ${name}, but the SDL has none`);
    field.resolve = (_root, args: Fields) => value(args);
  }
  if (fields._entities)
    fields._entities.resolve = (_root, { representations }: { representations: Fields[] }) =>
      representations.map((given) => entities[String(given.__typename)]?.(given) ?? null);
  return schema;
}
