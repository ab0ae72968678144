import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, OperationTypeNode, parse, type ExecutionResult } from 'graphql';
import { ANONYMOUS, type Actor } from '../../../schema/contract/actor.ts';
import { tellingWithheld } from '../../../gateway/authorization/authorized-executor.ts';
import { planPermitted } from '../../../gateway/authorization/plan-permitted.ts';
import { createExecutor } from '../../../gateway/execution/execute-operation.ts';
import type {
  SubgraphResult,
  SubgraphSource,
} from '../../../gateway/execution/fetch/subgraph-source.ts';
import { prepareGeneration, type Generation } from '../../../gateway/supergraph/generation.ts';
import { GUARDED_SDL, ROOT_VALUE } from './guarded-sdl.ts';

export interface GuardedGraph {
  generation: Generation;
  /** What subgraphs were asked, in order. */
  asked: string[];
  ask: (
    query: string,
    caller?: Asker,
    variables?: Record<string, unknown>,
  ) => Promise<ExecutionResult>;
}

export interface Asker {
  actor: Actor;
  scopes?: readonly string[];
}

export const NOBODY: Asker = { actor: ANONYMOUS };
export const CITIZEN: Asker = { actor: { role: 'CITIZEN', id: 'c', unit: null } };
export const BUREAU: Asker = { actor: { role: 'CITY_BUREAU', id: 'b', unit: null } };

/** A small graph with directives for security, its subgraphs within the process. */
export function createGuardedGraph(
  sdls: Record<string, string> = GUARDED_SDL,
  rootValue: object = ROOT_VALUE,
): GuardedGraph {
  const asked: string[] = [];
  const sources = new Map(
    Object.entries(sdls).map(([name, sdl]) => [name, createSource(sdl, rootValue, asked)]),
  );
  const prepared = prepareGeneration(compose(sdls), {
    poolsFor: () => ({
      lease: ({ name }) => ({ source: sources.get(name)!, release: () => undefined }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
    planOptions: null,
  });
  const generation = { ...prepared, apiSchema: prepared.planningSchema.toGraphQLJSSchema() };
  generation.sources.hold();
  const executor = tellingWithheld(createExecutor());
  return {
    generation,
    asked,
    ask: async (query, asker = NOBODY, variables = {}) => {
      asked.length = 0;
      const planned = planPermitted(
        generation,
        parse(query),
        { operationName: null, variables },
        asker,
      );
      if ('errors' in planned) return planned;
      const request = { variables, caller: { ...asker, requestId: 'test' } };
      if (planned.kind === 'request') return plain(await executor.execute(planned, request));
      const { serviceName, operation } = planned.primary;
      const event = await sources.get(serviceName)!.fetch({
        query: operation,
        operationName: null,
        kind: OperationTypeNode.SUBSCRIPTION,
        variables,
        caller: request.caller,
      });
      return plain(await executor.join(planned, request, event));
    },
  };
}

function createSource(sdl: string, rootValue: object, asked: string[]): SubgraphSource {
  const schema = buildSubgraphSchema(parse(sdl));
  return {
    fetch: async ({ query, variables }) => {
      asked.push(query);
      const result = await execute({
        schema,
        document: parse(query),
        variableValues: variables,
        rootValue,
      });
      return { data: null, errors: [], ...(plain(result) as Partial<SubgraphResult>) };
    },
  };
}

function compose(sdls: Record<string, string>): string {
  const composed = composeServices(
    Object.entries(sdls).map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(sdl),
    })),
  );
  if (composed.errors) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}

function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
