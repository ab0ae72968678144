import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import {
  graphql,
  OperationTypeNode,
  parse,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import { ANONYMOUS } from '../../../../schema/contract/actor.ts';
import {
  createExecutor,
  type SharingOptions,
} from '../../../../gateway/execution/execute-operation.ts';
import {
  planOperation,
  type PlannedSubscription,
} from '../../../../gateway/execution/planning/plan.ts';
import type {
  SubgraphRequest,
  SubgraphResult,
  SubgraphSource,
} from '../../../../gateway/execution/fetch/subgraph-source.ts';
import { preparePrimary } from '../../../../gateway/subscriptions/upstream/primary-operation.ts';
import { buildSupergraph } from '../../../../gateway/supergraph/build-supergraph.ts';
import { prepareGeneration, type Generation } from '../../../../gateway/supergraph/generation.ts';
import type { Caller } from '../../../../gateway/auth/caller.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@override",
  "@context", "@fromContext"])`;

/** Few, so that a test can have more. */
const PLAN_OPTIONS = 20;

export interface SubgraphDefinition {
  sdl: string;
  // Checked by the queries that run through them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  resolvers: Record<string, Record<string, any>>;
}

export interface ComposedGraph {
  ask: (
    query: string,
    options?: { variables?: Record<string, unknown>; caller?: Partial<Caller> },
  ) => Promise<FormattedExecutionResult<Record<string, unknown>>>;
  /** Joins an event of its primary subgraph, as a subscription does. */
  join: (subscription: string, event: SubgraphResult) => Promise<ExecutionResult>;
  /** Subscribes as a topic does, and joins the first event. */
  tell: (
    subscription: string,
    variables?: Record<string, unknown>,
  ) => Promise<ExecutionResult & { cursor: string | null }>;
  /** By subgraph, in order. */
  requests: { subgraph: string; query: string; variables: Record<string, unknown> }[];
  /** From now on such requests are answered with an error and nothing else. */
  refuse: (isRefused: (request: SubgraphRequest) => boolean) => void;
  /** Called before a subgraph answers. */
  onRequest: (wait: (subgraph: string, request: SubgraphRequest) => Promise<void> | void) => void;
}

/** Composes subgraphs and asks them through the executor, without HTTP between. */
export function composeGraph(
  subgraphs: Record<string, SubgraphDefinition>,
  sharing: SharingOptions = { shareFetches: false, shareQueries: false },
): ComposedGraph {
  const requests: ComposedGraph['requests'] = [];
  let wait: Parameters<ComposedGraph['onRequest']>[0] = () => undefined;
  let isRefused = (_request: SubgraphRequest): boolean => false;
  const sources = new Map(
    Object.entries(subgraphs).map(([name, { sdl, resolvers }]): [string, SubgraphSource] => {
      const schema = buildSubgraphSchema([
        { typeDefs: parse(`${LINK} ${sdl}`), resolvers: resolvers as Record<string, never> },
      ]);
      const fetch = async (request: SubgraphRequest): Promise<SubgraphResult> => {
        const { query, variables } = structuredClone({
          query: request.query,
          variables: JSON.parse(JSON.stringify(request.variables)) as Record<string, unknown>,
        });
        requests.push({ subgraph: name, query, variables });
        await wait(name, request);
        if (isRefused(request)) return { data: null, errors: [{ message: 'too much at once' }] };
        return overTheWire(await graphql({ schema, source: query, variableValues: variables }));
      };
      return [name, { fetch }];
    }),
  );
  const generation = generationOf(subgraphs, sources);
  const executor = createExecutor(sharing);
  return {
    requests,
    refuse: (given) => {
      isRefused = given;
    },
    onRequest: (given) => {
      wait = given;
    },
    join: async (subscription, event) => {
      const planned = planEvents(generation, subscription, {});
      const caller = { actor: ANONYMOUS, requestId: 'r' };
      return executor.join(planned, { variables: {}, caller }, event);
    },
    tell: async (subscription, variables = {}) => {
      const planned = planEvents(generation, subscription, variables);
      const caller = { actor: ANONYMOUS, requestId: 'r' };
      const primary = preparePrimary(planned);
      const event = await generation.sources.sourceOf(primary.subgraph).fetch({
        query: primary.query,
        operationName: primary.operationName,
        kind: OperationTypeNode.SUBSCRIPTION,
        variables: primary.variables(variables, { after: null, withOpen: false }),
        caller,
      });
      const cursor = primary.takeCursor(event.data);
      return { ...(await executor.join(planned, { variables, caller }, event)), cursor };
    },
    ask: async (query, { variables = {}, caller = {} } = {}) => {
      const planned = planOperation(generation, parse(query), { operationName: null, variables });
      if ('error' in planned) return { errors: [planned.error.toJSON()] };
      const request = { variables, caller: { actor: ANONYMOUS, requestId: 'r', ...caller } };
      const result = await executor.execute(planned, request);
      return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult<
        Record<string, unknown>
      >;
    },
  };
}

function generationOf(
  subgraphs: Record<string, SubgraphDefinition>,
  sources: ReadonlyMap<string, SubgraphSource>,
) {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, { sdl }]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(`${LINK} ${sdl}`),
    })),
  );
  if (composed.errors) throw new Error(composed.errors.map(String).join('\n'));
  const lease = ({ name }: { name: string }) => {
    const source = sources.get(name);
    if (!source) throw new Error(`no subgraph ${name}`);
    return { source, release: () => undefined };
  };
  const generation = {
    ...prepareGeneration(composed.supergraphSdl, {
      poolsFor: () => ({ lease, [Symbol.asyncDispose]: () => Promise.resolve() }),
      planOptions: PLAN_OPTIONS,
    }),
    apiSchema: buildSupergraph(composed.supergraphSdl).apiSchema().toGraphQLJSSchema(),
  };
  generation.sources.hold();
  return generation;
}

function overTheWire(result: ExecutionResult): SubgraphResult {
  const sent = JSON.parse(JSON.stringify(result)) as Partial<SubgraphResult>;
  return { data: sent.data ?? null, errors: sent.errors ?? [] };
}

function planEvents(
  generation: Generation,
  subscription: string,
  variables: Record<string, unknown>,
): PlannedSubscription {
  const request = { operationName: null, variables };
  const planned = planOperation(generation, parse(subscription), request);
  if (!('kind' in planned) || planned.kind !== 'subscription')
    throw new Error('expected a subscription');
  return planned;
}
