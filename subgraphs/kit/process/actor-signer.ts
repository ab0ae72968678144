import { importJWK, SignJWT, type JWK } from 'jose';
import { ACTOR_TOKEN, type Actor } from '../../../schema/contract/actor.ts';

/**
 * @param audience whom the token is for; the city's own subgraphs by default
 * @returns a token by which subgraphs know the actor, good for at least half its life
 */
export type SignActor = (actor: Actor, audience?: readonly string[]) => Promise<string>;

const MAX_KEPT = 10_000;
const CITY: readonly string[] = [ACTOR_TOKEN.audience];

interface KeptToken {
  token: Promise<string>;
  renewAtMs: number;
}

/**
 * Makes the signature by which one process tells another who is asking; once per actor and
 * half-life, since signing costs more than a whole small fetch.
 * @param key private Ed25519 key, whose `kid` says who signs
 */
export async function createActorSigner(key: JWK): Promise<SignActor> {
  const privateKey = await importJWK(key, ACTOR_TOKEN.algorithm);
  const kept = new Map<string, KeptToken>();
  return (actor, audience = CITY) => {
    const name = JSON.stringify([actor.role, actor.id, actor.unit, ...audience]);
    const nowMs = Date.now();
    const known = kept.get(name);
    if (known && known.renewAtMs > nowMs) return known.token;
    const token = sign({ actor, audience, nowMs, keyId: key.kid ?? '' }, privateKey);
    if (kept.size >= MAX_KEPT) dropStale(kept, nowMs);
    kept.set(name, { token, renewAtMs: nowMs + ACTOR_TOKEN.lifetimeSeconds * 500 });
    return token;
  };
}

interface Claims {
  actor: Actor;
  keyId: string;
  audience: readonly string[];
  nowMs: number;
}

function sign(
  { actor, audience, nowMs, keyId }: Claims,
  key: Parameters<SignJWT['sign']>[0],
): Promise<string> {
  const issuedAt = Math.floor(nowMs / 1000);
  return new SignJWT({ role: actor.role, unit: actor.unit })
    .setProtectedHeader({ alg: ACTOR_TOKEN.algorithm, kid: keyId })
    .setSubject(actor.id)
    .setAudience([...audience])
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACTOR_TOKEN.lifetimeSeconds)
    .sign(key);
}

function dropStale(kept: Map<string, KeptToken>, nowMs: number): void {
  for (const [name, { renewAtMs }] of kept) if (renewAtMs <= nowMs) kept.delete(name);
  if (kept.size >= MAX_KEPT) kept.clear();
}
