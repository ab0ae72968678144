import { importJWK, SignJWT, type JWK } from 'jose';
import { ACTOR_TOKEN, type Actor } from '../../schema/contract/actor.ts';

/** @returns a token by which subgraphs know the actor, good for at least half its life */
export type SignActor = (actor: Actor) => Promise<string>;

const MAX_KEPT = 10_000;

interface KeptToken {
  token: Promise<string>;
  renewAtMs: number;
}

/** Signs once per actor and half-life, since signing costs more than a whole small fetch. */
export async function createActorSigner(key: JWK): Promise<SignActor> {
  const privateKey = await importJWK(key, ACTOR_TOKEN.algorithm);
  const kept = new Map<string, KeptToken>();
  return (actor) => {
    const name = JSON.stringify([actor.role, actor.id, actor.unit]);
    const nowMs = Date.now();
    const known = kept.get(name);
    if (known && known.renewAtMs > nowMs) return known.token;
    const token = sign(actor, nowMs, privateKey);
    if (kept.size >= MAX_KEPT) dropStale(kept, nowMs);
    kept.set(name, { token, renewAtMs: nowMs + ACTOR_TOKEN.lifetimeSeconds * 500 });
    return token;
  };
}

function sign(actor: Actor, nowMs: number, key: Parameters<SignJWT['sign']>[0]): Promise<string> {
  const issuedAt = Math.floor(nowMs / 1000);
  return new SignJWT({ role: actor.role, unit: actor.unit })
    .setProtectedHeader({ alg: ACTOR_TOKEN.algorithm, kid: ACTOR_TOKEN.gatewayKeyId })
    .setSubject(actor.id)
    .setAudience(ACTOR_TOKEN.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACTOR_TOKEN.lifetimeSeconds)
    .sign(key);
}

function dropStale(kept: Map<string, KeptToken>, nowMs: number): void {
  for (const [name, { renewAtMs }] of kept) if (renewAtMs <= nowMs) kept.delete(name);
  if (kept.size >= MAX_KEPT) kept.clear();
}
