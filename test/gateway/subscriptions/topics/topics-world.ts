import { composeServices } from '@apollo/composition';
import { parse, type GraphQLError } from 'graphql';
import type { Holder } from '../../../../gateway/authorization/requirement.ts';
import { planPermitted } from '../../../../gateway/authorization/plan-permitted.ts';
import { tellingWithheld } from '../../../../gateway/authorization/authorized-executor.ts';
import { createExecutor } from '../../../../gateway/execution/execute-operation.ts';
import type { PlannedSubscription } from '../../../../gateway/execution/planning/plan.ts';
import type { SubgraphSource } from '../../../../gateway/execution/fetch/subgraph-source.ts';
import type { Member, Seat, TopicEvent } from '../../../../gateway/subscriptions/topics/member.ts';
import { createTopics, type Topics } from '../../../../gateway/subscriptions/topics/topics.ts';
import type { TopicsConfig } from '../../../../gateway/subscriptions/topics/topic-settings.ts';
import {
  createUpstreamOpener,
  type OpenUpstream,
} from '../../../../gateway/subscriptions/upstream/upstream.ts';
import { prepareGeneration, type Generation } from '../../../../gateway/supergraph/generation.ts';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { topicsWith } from '../../support/test-settings.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes", "@shareable"])`;

export const LOG_SDL = `${LINK}
  type Query { log: Int }
  type Subscription {
    happened(kind: String, after: String, withOpen: Boolean! = false): Happening!
    ticked(kind: String): Int!
  }
  type Happening { cursor: String! thing: Thing! }
  type Thing @key(fields: "id", resolvable: false) { id: ID! }
`;

const THINGS_SDL = `${LINK}
  type Query { things: Int }
  type Thing @key(fields: "id") {
    id: ID!
    name(upper: Boolean): String @shareable
    secret: String @requiresScopes(scopes: [["read:secrets"]])
  }
`;

export const HAPPENED =
  'subscription ($after: String) { happened(after: $after) { cursor thing { name } } }';
export const WITH_OPEN = 'subscription { happened(withOpen: true) { cursor thing { name } } }';

export interface World extends AsyncDisposable {
  topics: Topics;
  /** How often each thing was asked for, by id. */
  joins: Map<string, number>;
  /** Goes over to another schema of the log's subgraph. */
  reload: (logSdl: string, nameOf: (id: string) => string) => Promise<void>;
  join: (options?: JoinOptions) => TestMember;
}

export interface JoinOptions {
  after?: string | null;
  query?: string;
  variables?: Record<string, unknown>;
  actor?: Actor;
  scopes?: readonly string[];
  forwarded?: Readonly<Record<string, string>>;
  /** Whether it has room after each event. */
  hasRoom?: () => boolean;
}

export interface TestMember {
  seat: Seat;
  /** The cursors of its events, in the order in which they came. */
  cursors: string[];
  events: TopicEvent[];
  /** Null while it goes on. */
  ended: readonly GraphQLError[] | null;
  hasFallenBehind: boolean;
}

const BUREAU: Actor = { role: 'CITY_BUREAU', id: 'b1', unit: null };

interface WorldDeps {
  url: string;
  /** Instead of all upstreams at the URL. */
  openUpstream?: OpenUpstream;
  settings?: Partial<TopicsConfig>;
  /** Of a thing, until the first reload. */
  nameOf?: (id: string) => string;
  /** Resolves when the join of this thing may be answered. */
  beforeJoin?: (id: string) => Promise<unknown>;
}

/** Topics as the gateway has them, over one log and a subgraph whose things are joined. */
export function createWorld({
  url,
  openUpstream,
  settings,
  beforeJoin,
  ...deps
}: WorldDeps): World {
  const joins = new Map<string, number>();
  const { nameOf: firstNameOf = (id) => `Name of ${id}` } = deps;
  const source = (nameOf: (id: string) => string) => thingsSource(joins, nameOf, beforeJoin);
  let generation = createGeneration(LOG_SDL, source(firstNameOf));
  const log = createLog('gateway', 'silent');
  const topics = createTopics({
    executor: tellingWithheld(createExecutor()),
    openUpstream: openUpstream ?? createUpstreamOpener({ urlOf: () => url, signActor: null }),
    settings: topicsWith(settings),
    log,
  });
  return {
    topics,
    joins,
    reload: (logSdl, nameOf) => {
      generation = createGeneration(logSdl, source(nameOf));
      return topics.reload(generation);
    },
    join: ({ query = HAPPENED, actor = BUREAU, hasRoom = () => true, ...rest } = {}) => {
      const { after = null, variables, scopes, forwarded } = rest;
      const given = { ...(after !== null && { after }), ...variables };
      const planned = planFor(generation, query, given, { actor, ...(scopes && { scopes }) });
      const told = { ...(scopes && { scopes }), ...(forwarded && { forwarded }) };
      const request = { variables: given, caller: { actor, requestId: 'test', ...told } };
      const { member, state } = createMember(hasRoom);
      state.seat = topics.join(planned, request, member);
      return state;
    },
    [Symbol.asyncDispose]: () => topics[Symbol.asyncDispose](),
  };
}

function planFor(
  generation: Generation,
  query: string,
  variables: Record<string, unknown>,
  holder: Holder,
): PlannedSubscription {
  const planned = planPermitted(
    generation,
    parse(query),
    { operationName: null, variables },
    holder,
  );
  if ('errors' in planned || planned.kind !== 'subscription') throw new Error('no subscription');
  return planned;
}

function createMember(hasRoom: () => boolean) {
  const state: TestMember = {
    seat: { resume: () => undefined, leave: () => undefined },
    cursors: [],
    events: [],
    ended: null,
    hasFallenBehind: false,
  };
  const member: Member = {
    write: (event) => {
      state.cursors.push(event.cursor ?? '');
      state.events.push(event);
      return hasRoom();
    },
    end: (errors) => {
      state.ended = errors;
    },
    fellBehind: () => {
      state.hasFallenBehind = true;
    },
  };
  return { member, state };
}

/** @param logSdl of the subgraph that has the log */
function createGeneration(logSdl: string, things: SubgraphSource): Generation {
  const composed = composeServices([
    { name: 'log', url: 'http://log.invalid', typeDefs: parse(logSdl) },
    { name: 'things', url: 'http://things.invalid', typeDefs: parse(THINGS_SDL) },
  ]);
  if (composed.errors) throw new Error(composed.errors.map(String).join('\n'));
  const prepared = prepareGeneration(composed.supergraphSdl, {
    poolsFor: () => ({
      lease: () => ({ source: things, release: () => undefined }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
    planOptions: null,
  });
  const generation = { ...prepared, apiSchema: prepared.planningSchema.toGraphQLJSSchema() };
  generation.sources.hold();
  return generation;
}

function thingsSource(
  joins: Map<string, number>,
  nameOf: (id: string) => string,
  beforeJoin: WorldDeps['beforeJoin'],
): SubgraphSource {
  return {
    fetch: async ({ variables }) => {
      const asked = (variables.representations ?? Object.values(variables)[0]) as { id: string }[];
      for (const { id } of asked) joins.set(id, (joins.get(id) ?? 0) + 1);
      for (const { id } of asked) await beforeJoin?.(id);
      return {
        data: {
          _entities: asked.map(({ id }) => ({ name: nameOf(id), secret: `Secret of ${id}` })),
        },
        errors: [],
      };
    },
  };
}

/** Only what hangs takes so long. */
const AT_MOST_MS = 120_000;

/** Waits for what real sockets bring; fails where it never does. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + AT_MOST_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`expected ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
