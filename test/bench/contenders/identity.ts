import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { BenchIdentity } from './contender.ts';

export interface RunningIdentity extends Disposable {
  identity: BenchIdentity;
  /** Values of the header `authorization`, one per user. */
  users: readonly string[];
}

const AUDIENCE = 'petition-graph-bench';

/** An identity provider with so many users, each with a token that outlives the run. */
export async function startIdentity(userCount: number): Promise<RunningIdentity> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }];
  const server = createServer((request, response) => {
    const body = request.url === '/jwks' ? { keys } : { issuer, jwks_uri: `${issuer}/jwks` };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sign = (user: number) =>
    new SignJWT({ petition_role: 'CITY_BUREAU' })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
      .setSubject(`user-${user}`)
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setExpirationTime('2h')
      .sign(privateKey);
  const tokens = await Promise.all(Array.from({ length: userCount }, (_, user) => sign(user)));
  return {
    identity: { issuer, audience: AUDIENCE, actorSigningKey: await createSigningKey() },
    users: tokens.map((token) => `Bearer ${token}`),
    [Symbol.dispose]: () => void server.close(),
  };
}

async function createSigningKey() {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA' };
}
