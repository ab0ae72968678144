import { GraphQLError } from 'graphql';
import type { Actor } from '../../schema/contract/actor.ts';
import { limitExceeded } from './limit-exceeded.ts';
import type { CountWork } from './count-work.ts';
import { createTokenBuckets, type Rate, type TokenBuckets } from './token-buckets.ts';

/** Null is off. */
export interface RateConfig {
  /** Operations of one signed-in actor. */
  actor: Rate | null;
  /** Requests and connections of one client address. */
  address: Rate | null;
  /** Query codes tried by one actor, or by one address where nobody is signed in (R17). */
  queryCode: Rate | null;
  /** Milliseconds of work on documents that one actor, or one such address, sent first. */
  work: Rate | null;
}

/** @throws GraphQLError RATE_LIMITED (429) with `retryAfter` in seconds */
export interface RateLimits {
  passAddress: (address: string) => void;
  passActor: (actor: Actor) => void;
  /** @throws GraphQLError LIMIT_EXCEEDED too, where the bucket never holds as many */
  passQueryCodes: (count: number, actor: Actor, address: string) => void;
  workOf: (actor: Actor, address: string) => CountWork;
}

const UNLIMITED: TokenBuckets = { take: () => 0, owe: () => undefined };

export function createRateLimits(config: RateConfig, nowMs = () => performance.now()): RateLimits {
  const bucketsOf = (rate: Rate | null): TokenBuckets =>
    rate ? createTokenBuckets(rate, nowMs) : UNLIMITED;
  const actors = bucketsOf(config.actor);
  const addresses = bucketsOf(config.address);
  const queryCodes = bucketsOf(config.queryCode);
  const work = bucketsOf(config.work);
  return {
    passAddress: (address) => pass('addressRate', addresses.take(address, 1)),
    passActor: (actor) => {
      if (actor.role !== 'ANONYMOUS') pass('actorRate', actors.take(actor.id, 1));
    },
    passQueryCodes: (count, actor, address) => {
      if (count === 0) return;
      if (config.queryCode) checkAtOnce(config.queryCode.count, count);
      pass('queryCodeRate', queryCodes.take(bucketOf(actor, address), count));
    },
    workOf: (actor, address) => (run) => {
      const key = bucketOf(actor, address);
      pass('workRate', work.take(key, 0));
      const startedAtMs = nowMs();
      try {
        return run();
      } finally {
        // how long it takes shows only afterwards
        work.owe(key, nowMs() - startedAtMs);
      }
    },
  };
}

/** Where nobody is signed in, those of one address count as one. */
function bucketOf(actor: Actor, address: string): string {
  return actor.role === 'ANONYMOUS' ? `address ${address}` : `actor ${actor.id}`;
}

function checkAtOnce(maximum: number, received: number): void {
  if (received <= maximum) return;
  const what = 'query codes in one operation';
  throw limitExceeded({ limit: 'queryCodes', maximum, received, what });
}

function pass(limit: string, retryAfter: number): void {
  if (retryAfter === 0) return;
  throw new GraphQLError(`Too many requests: try again in ${retryAfter} s.`, {
    extensions: {
      code: 'RATE_LIMITED',
      limit,
      retryAfter,
      http: { status: 429, headers: new Map([['retry-after', String(retryAfter)]]) },
    },
  });
}
