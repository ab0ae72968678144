import { setImmediate } from 'node:timers/promises';
import type { GraphQLError } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { internalError } from '../../execution/errors.ts';
import {
  coerceVariables,
  type Executor,
  type OperationRequest,
} from '../../execution/execute-operation.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import type { Generation } from '../../supergraph/generation.ts';
import type { OpenUpstream } from '../upstream/upstream.ts';
import type { Member, Seat } from './member.ts';
import { createPermits } from './permits.ts';
import { replan } from './replan.ts';
import { scopeOf, topicCaller, type Scope } from './scope.ts';
import { withoutRootArguments } from './root-arguments.ts';
import { createTopic, type Topic } from './topic.ts';
import { topicKey } from './topic-key.ts';
import type { TopicsConfig } from './topic-settings.ts';

/** All subscriptions of a gateway; equal ones of equal authority share a topic. */
export interface Topics extends AsyncDisposable {
  /** Never throws: refusals come by member.end. */
  join(planned: PlannedSubscription, request: OperationRequest, member: Member): Seat;
  /** Takes every subscription over to a new schema; resolves when all are. */
  reload(generation: Generation): Promise<void>;
  stats(): TopicStats;
}

export interface TopicStats {
  topics: number;
  members: number;
  upstreams: number;
  replays: number;
}

interface TopicsDeps {
  executor: Executor;
  openUpstream: OpenUpstream;
  settings: TopicsConfig;
  log: Logger;
}

/** A topic that is open, and the key under which others find it; null where another has it. */
interface Listed {
  readonly topic: Topic;
  readonly scope: Scope;
  key: string | null;
}

export function createTopics({ settings, log, ...deps }: TopicsDeps): Topics {
  const open = new Set<Listed>();
  const byKey = new Map<string, Listed>();
  const permits = createPermits(settings.maxReplays);
  const unlist = (listed: Listed): void => {
    if (listed.key !== null) byKey.delete(listed.key);
    listed.key = null;
  };
  const list = (listed: Listed, key: string): void => {
    unlist(listed);
    if (byKey.has(key)) return;
    listed.key = key;
    byKey.set(key, listed);
  };
  const close = (listed: Listed): void => {
    unlist(listed);
    open.delete(listed);
    listed.topic.close();
  };
  const create = (
    planned: PlannedSubscription,
    first: OperationRequest,
    scope: Scope,
    key: string,
  ) => {
    const { variables, caller } = first;
    const requestId = `topic:${key.slice(0, 16)}`;
    const request = { variables, caller: topicCaller(scope, requestId, caller.client) };
    const { tail: bounds, lingerMs } = settings;
    const onEnding = () => unlist(listed);
    const onDeserted = () => close(listed);
    const watching = { bounds, lingerMs, onEnding, onDeserted };
    const topic = createTopic({ ...deps, ...watching, log, permits }, planned, request);
    const listed: Listed = { topic, scope, key: null };
    open.add(listed);
    list(listed, key);
    return listed;
  };
  const takeOver = (listed: Listed, generation: Generation): void => {
    const { topic, scope } = listed;
    const made = replan(generation, topic.planned(), topic.request);
    if ('error' in made) topic.end([made.error]);
    else {
      list(listed, topicKey(made.planned, made.coerced, scope));
      topic.swap(made.planned);
    }
  };
  let newest: Generation | null = null;
  return {
    join: (planned, request, member) => {
      const { caller, variables } = request;
      const coerced = coerceVariables(planned, variables);
      if ('errors' in coerced) return refuse(member, coerced.errors);
      const scope = scopeOf(caller, settings.isStaffOneAudience);
      const key = topicKey(planned, coerced.values, scope);
      const { topic } = byKey.get(key) ?? create(planned, request, scope, key);
      return topic.join(withoutRootArguments(planned).startOf(coerced.values), member);
    },
    reload: async (generation) => {
      newest = generation;
      for (const listed of [...open]) {
        if (newest !== generation) return;
        const { topic } = listed;
        // whoever joined one that ends would hear nothing, not even its end
        if (!open.has(listed) || topic.isEnding()) continue;
        if (topic.planned().generation === generation) continue;
        try {
          takeOver(listed, generation);
        } catch (error) {
          log.error({ err: error }, 'a subscription could not be planned again');
          topic.end([internalError('the subscription could not be planned again')]);
        }
        await setImmediate();
      }
    },
    stats: () => {
      const all = [...open].map(({ topic }) => topic);
      const sum = (count: (topic: Topic) => number) =>
        all.reduce((total, topic) => total + count(topic), 0);
      return {
        topics: all.length,
        members: sum((topic) => topic.members()),
        upstreams: sum((topic) => topic.upstreams()),
        replays: sum((topic) => topic.replays()),
      };
    },
    [Symbol.asyncDispose]: () => {
      for (const listed of [...open]) close(listed);
      return Promise.resolve();
    },
  };
}

/** Told later, as everything is: a transport gets its seat first. */
function refuse(member: Member, errors: readonly GraphQLError[]): Seat {
  let isThere = true;
  queueMicrotask(() => {
    if (isThere) member.end(errors);
  });
  return {
    resume: () => undefined,
    leave: () => {
      isThere = false;
    },
  };
}
