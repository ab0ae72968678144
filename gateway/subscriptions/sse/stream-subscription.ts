import type { ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { Caller } from '../../auth/caller.ts';
import { maskError } from '../../execution/errors.ts';
import type { Data } from '../../execution/merge.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import type { HttpCaller } from '../../http/http-caller.ts';
import type { SubscriptionCaps } from '../../limits/subscription-caps.ts';
import { logOperation } from '../../telemetry/operation-log.ts';
import type { Connections } from '../delivery/connections.ts';
import type { DeliveryConfig } from '../delivery/delivery-settings.ts';
import type { Topics } from '../topics/topics.ts';
import { openEventStream } from './event-stream.ts';
import { eventText, nextText } from './event-text.ts';

interface SubscriptionDeps {
  caps: SubscriptionCaps;
  topics: Topics;
  connections: Connections;
  delivery: DeliveryConfig;
  log: Logger;
}

interface Subscription {
  planned: PlannedSubscription;
  variables: Data;
  asker: HttpCaller;
}

/**
 * Answers with the events of a subscription.
 * @throws GraphQLError TOO_MANY_SUBSCRIPTIONS
 */
export function streamSubscription(
  deps: SubscriptionDeps,
  response: ServerResponse,
  { planned, variables, asker }: Subscription,
): void {
  // whoever is gone already will not be heard to go
  if (response.destroyed) return;
  const { actor } = asker.caller;
  const place = deps.caps.take({ actor, address: asker.address, connection: response });
  const caller = withoutSignal(asker.caller);
  const startedAtMs = performance.now();
  let told: readonly GraphQLError[] = [];
  const stream = openEventStream(response, {
    ...deps,
    expiresAtMs: asker.expiresAtMs,
    onClose: () => {
      place[Symbol.dispose]();
      seat.leave();
      const operationName = planned.operation.name?.value ?? null;
      const over = { operationName, startedAtMs, errors: told, isSubscription: true };
      logOperation(deps.log, { caller, transport: 'sse', ...over });
    },
  });
  const resume = (): void => seat.resume();
  const seat = deps.topics.join(
    planned,
    { variables, caller },
    {
      write: (event) => {
        const hasRoom = stream.send(eventText(event));
        if (!hasRoom) stream.whenRoom(resume);
        return hasRoom;
      },
      end: (errors) => {
        told = errors;
        const shown = errors.map((one) => maskError(one.toJSON(), caller.requestId, deps.log));
        const text = JSON.stringify({ errors: shown });
        if (errors.length > 0) stream.send(nextText({ cursor: null, text }));
        stream.complete();
      },
      fellBehind: stream.breakOff,
    },
  );
}

/** A subscription is shared, and must not end with the connection of whoever came first. */
function withoutSignal({ signal: _signal, ...caller }: Caller): Caller {
  return caller;
}
