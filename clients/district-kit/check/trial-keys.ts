import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { ACTOR_TOKEN, partitionAudience, type Actor } from '../../../schema/contract/actor.ts';

/** Keys for trials alone: the kit plays the gateway, and the district's key signs registrations. */
export interface TrialKeys {
  /** What the system under trial must trust, in place of the city's gateways. */
  actorKeys: JSONWebKeySet;
  districtKey: JWK;
  /** Actor tokens, right and wrong ones. */
  sign: (actor: Actor, wrong?: WrongToken) => Promise<string>;
}

/** In what a token is not to be trusted. */
export interface WrongToken {
  audience?: string;
  isExpired?: boolean;
  /** `alg: none`. */
  isUnsigned?: boolean;
  /** Signed by a key that the system does not know. */
  isForged?: boolean;
  /** Signed by the district's own key instead of the gateway's. */
  isByMailbox?: boolean;
}

/** Reads the keys of a folder; makes them the first time, readable by nobody else. */
export async function readOrCreateTrialKeys(folder: string, code: string): Promise<TrialKeys> {
  const file = `${folder}/trial-keys-${code}.json`;
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) {
    const made = JSON.stringify(await makeKeys(code));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, made, { mode: 0o600, flag: 'wx' });
    return toTrialKeys(JSON.parse(made) as StoredKeys, code);
  }
  return toTrialKeys(JSON.parse(text) as StoredKeys, code);
}

interface StoredKeys {
  gateway: JWK;
  district: JWK;
}

async function makeKeys(code: string): Promise<StoredKeys> {
  return {
    gateway: await makeKey(ACTOR_TOKEN.gatewayKeyId),
    district: await makeKey(`${ACTOR_TOKEN.mailboxKeyIdPrefix}district:${code}`),
  };
}

async function makeKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ACTOR_TOKEN.algorithm, {
    crv: 'Ed25519',
    extractable: true,
  });
  return { ...(await exportJWK(privateKey)), kid, alg: ACTOR_TOKEN.algorithm };
}

/** The public half. */
export function toPublicKey({ d: _secret, ...shown }: JWK): JWK {
  return shown;
}

async function toTrialKeys({ gateway, district }: StoredKeys, code: string): Promise<TrialKeys> {
  const forged = await makeKey(ACTOR_TOKEN.gatewayKeyId);
  return {
    actorKeys: { keys: [toPublicKey(gateway), toPublicKey(district)] },
    districtKey: district,
    sign: async (actor, wrong = {}) => {
      const claims = { role: actor.role, unit: actor.unit };
      const now = Math.floor(Date.now() / 1000) - (wrong.isExpired ? 3_600 : 0);
      const audience = wrong.audience ?? partitionAudience(code);
      const expires = now + ACTOR_TOKEN.lifetimeSeconds;
      if (wrong.isUnsigned)
        return new UnsecuredJWT(claims)
          .setSubject(actor.id)
          .setAudience(audience)
          .setExpirationTime(expires)
          .encode();
      const key = wrong.isForged ? forged : wrong.isByMailbox ? district : gateway;
      return new SignJWT(claims)
        .setProtectedHeader({ alg: ACTOR_TOKEN.algorithm, kid: key.kid ?? '' })
        .setSubject(actor.id)
        .setAudience([audience])
        .setIssuedAt(now)
        .setExpirationTime(expires)
        .sign(await importJWK(key, ACTOR_TOKEN.algorithm));
    },
  };
}
