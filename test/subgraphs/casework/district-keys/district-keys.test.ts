import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { ACTOR_TOKEN, type Actor } from '../../../../schema/contract/actor.ts';
import { createActorSigner } from '../../../../subgraphs/kit/process/actor-signer.ts';
import { mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { petitionTo } from '../support/story.ts';

const REGISTER = `mutation ($petition: RegisterPetitionInput!) {
  registerPetition(petition: $petition) { wasAlreadyRegistered } }`;
const TRUST = `mutation ($district: ID!, $key: String, $decidedAt: DateTime!) {
  trustDistrictKey(district: $district, key: $key, decidedAt: $decidedAt) }`;
const OWN = 'district:511602';
const OTHER = 'district:511621';

interface Keys {
  secret: JWK;
  shown: string;
}

async function makeKeys(): Promise<Keys> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const { kty, crv, x, d } = await exportJWK(privateKey);
  return { secret: { kty, crv, x, d } as JWK, shown: JSON.stringify({ kty, crv, x }) };
}

function trust(casework: TestCasework, key: string | null, minute: number) {
  const decidedAt = `2026-03-02T01:0${String(minute)}:00Z`;
  return casework.ask(mailboxOf('district'), TRUST, { district: '511602', key, decidedAt });
}

/** Registers a letter as a district's own system does; null where it was taken. */
async function register(
  casework: TestCasework,
  { secret }: Keys,
  { kid = `${ACTOR_TOKEN.mailboxKeyIdPrefix}${OWN}`, actor = mailboxOf(OWN), place = OWN } = {},
): Promise<string | null> {
  const sign = await createActorSigner({ ...secret, kid });
  const response = await fetch(`${casework.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await sign(actor)}` },
    body: JSON.stringify({ query: REGISTER, variables: { petition: petitionTo(place) } }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? null;
}

describe('R13 the key of a district with a system of its own', () => {
  it('is good from the moment casework is told, without a restart, on every replica', async () => {
    await using casework = await startCasework();
    await using replica = await casework.startReplica();
    const keys = await makeKeys();
    expect(await register(casework, keys)).toBe('UNAUTHENTICATED');
    await trust(casework, keys.shown, 0);
    expect(await register(casework, keys)).toBeNull();
    expect(await register(replica, keys)).toBeNull();
  });

  it('speaks for that district alone: neither for another, nor the city, nor the gateway', async () => {
    await using casework = await startCasework();
    const keys = await makeKeys();
    await trust(casework, keys.shown, 0);
    const bureau: Actor = { role: 'CITY_BUREAU', id: 'clerk', unit: null };
    const prefix = ACTOR_TOKEN.mailboxKeyIdPrefix;
    expect(await register(casework, keys, { place: OTHER })).toBe('FORBIDDEN');
    expect(await register(casework, keys, { actor: mailboxOf(OTHER) })).toBe('UNAUTHENTICATED');
    expect(await register(casework, keys, { actor: bureau })).toBe('UNAUTHENTICATED');
    for (const kid of [ACTOR_TOKEN.gatewayKeyId, `${prefix}district`, `${prefix}${OTHER}`])
      expect([kid, await register(casework, keys, { kid })]).toEqual([kid, 'UNAUTHENTICATED']);
  });

  it('is the latest decided on, whichever decision comes first; null revokes', async () => {
    await using casework = await startCasework();
    const [old, latest] = [await makeKeys(), await makeKeys()];
    await trust(casework, latest.shown, 2);
    await trust(casework, old.shown, 1);
    expect(await register(casework, old)).toBe('UNAUTHENTICATED');
    expect(await register(casework, latest)).toBeNull();
    await trust(casework, null, 3);
    expect(await register(casework, latest)).toBe('UNAUTHENTICATED');
  });

  it('is taken from the registry alone, and only a public one', async () => {
    await using casework = await startCasework();
    const { secret, shown } = await makeKeys();
    const variables = { district: '511602', key: shown, decidedAt: '2026-03-02T01:00:00Z' };
    const byItself = await casework.ask(mailboxOf(OWN), TRUST, variables);
    expect(byItself.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const secretly = await trust(casework, JSON.stringify(secret), 0);
    expect(secretly.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
