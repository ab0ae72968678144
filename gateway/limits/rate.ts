import { GraphQLError } from 'graphql';
import type { Actor } from '../../schema/contract/actor.ts';
import { limitExceeded } from './limit-exceeded.ts';
import { createTokenBuckets, type Rate, type TakeTokens } from './token-buckets.ts';

/** Null is off. */
export interface RateConfig {
  /** Operations of one signed-in actor. */
  actor: Rate | null;
  /** Requests and connections of one client address. */
  address: Rate | null;
  /** Query codes tried by one actor, or by one address where nobody is signed in (R17). */
  queryCode: Rate | null;
}

/** @throws GraphQLError RATE_LIMITED (429) with `retryAfter` in seconds */
export interface RateLimits {
  passAddress: (address: string) => void;
  passActor: (actor: Actor) => void;
  /** @throws GraphQLError LIMIT_EXCEEDED too, where the bucket never holds as many */
  passQueryCodes: (count: number, actor: Actor, address: string) => void;
}

export function createRateLimits(config: RateConfig, nowMs?: () => number): RateLimits {
  const bucketsOf = (rate: Rate | null): TakeTokens =>
    rate ? createTokenBuckets(rate, nowMs) : () => 0;
  const actors = bucketsOf(config.actor);
  const addresses = bucketsOf(config.address);
  const queryCodes = bucketsOf(config.queryCode);
  return {
    passAddress: (address) => pass('addressRate', addresses(address, 1)),
    passActor: (actor) => {
      if (actor.role !== 'ANONYMOUS') pass('actorRate', actors(actor.id, 1));
    },
    passQueryCodes: (count, actor, address) => {
      if (count === 0) return;
      if (config.queryCode) checkAtOnce(config.queryCode.count, count);
      const key = actor.role === 'ANONYMOUS' ? `address ${address}` : `actor ${actor.id}`;
      pass('queryCodeRate', queryCodes(key, count));
    },
  };
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
