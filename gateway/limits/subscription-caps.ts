import { GraphQLError } from 'graphql';
import type { Actor } from '../../schema/contract/actor.ts';

/** How many subscriptions may live at once; null is off. */
export interface SubscriptionCapsConfig {
  connection: number | null;
  actor: number | null;
  gateway: number | null;
}

/** Who subscribes. */
interface Subscriber {
  actor: Actor;
  /** Of the client; see client-address.ts. */
  address: string;
  /** Whatever stands for its connection. */
  connection: object;
}

export interface SubscriptionCaps {
  /**
   * @returns gives the place back
   * @throws GraphQLError TOO_MANY_SUBSCRIPTIONS (429)
   */
  take: (subscriber: Subscriber) => Disposable;
}

const WHERE = {
  connection: 'on one connection',
  actor: 'of one actor on this gateway',
  gateway: 'on this gateway',
} as const;

type Cap = keyof typeof WHERE;

/** Counted in the memory of this process: n gateways together let n times as many live. */
export function createSubscriptionCaps(config: SubscriptionCapsConfig): SubscriptionCaps {
  const byConnection = new WeakMap<object, number>();
  const byActor = new Map<string, number>();
  let total = 0;
  return {
    take: (subscriber) => {
      const { connection } = subscriber;
      const actor = keyOf(subscriber);
      const onConnection = byConnection.get(connection) ?? 0;
      const ofActor = byActor.get(actor) ?? 0;
      check('connection', config.connection, onConnection);
      check('actor', config.actor, ofActor);
      check('gateway', config.gateway, total);
      byConnection.set(connection, onConnection + 1);
      byActor.set(actor, ofActor + 1);
      total += 1;
      return giveBackOnce(() => {
        byConnection.set(connection, (byConnection.get(connection) ?? 1) - 1);
        const left = (byActor.get(actor) ?? 1) - 1;
        if (left > 0) byActor.set(actor, left);
        else byActor.delete(actor);
        total -= 1;
      });
    },
  };
}

/** Where nobody is signed in, those of one address count as one. */
function keyOf({ actor, address }: Subscriber): string {
  return actor.role === 'ANONYMOUS' ? `address ${address}` : `actor ${actor.id}`;
}

function check(cap: Cap, maximum: number | null, taken: number): void {
  if (maximum === null || taken < maximum) return;
  throw new GraphQLError(`Expected at most ${maximum} live subscriptions ${WHERE[cap]}.`, {
    extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', limit: cap, maximum, http: { status: 429 } },
  });
}

function giveBackOnce(giveBack: () => void): Disposable {
  let isTaken = true;
  return {
    [Symbol.dispose]: () => {
      if (isTaken) giveBack();
      isTaken = false;
    },
  };
}
