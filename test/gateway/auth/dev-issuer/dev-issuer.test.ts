import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair, type JWK } from 'jose';
import { readDevIssuerConfig } from '../../../../gateway/auth/dev-issuer/config.ts';
import { createDevIssuer } from '../../../../gateway/auth/dev-issuer/dev-issuer.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { startGraph } from '../../support/start-graph.ts';

const PERSONAS = `
personas:
  - id: li
    label: 李某 <市民>
    role: CITIZEN
  - id: housing
    label: 住建局
    role: DEPARTMENT
    unit: department:housing
`;

async function startIssuer(key: JWK | null = null) {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'dev-issuer-test-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const personasPath = join(folder, 'personas.yaml');
  await writeFile(personasPath, PERSONAS);
  const config = readDevIssuerConfig({ PORT: '0', PERSONAS: personasPath });
  const issuer = resources.use(
    await createDevIssuer({ config: { ...config, key }, log: createLog('dev-issuer', 'silent') }),
  );
  const held = resources.move();
  return { url: issuer.url, [Symbol.asyncDispose]: () => Promise.resolve(held.disposeAsync()) };
}

async function readToken(url: string): Promise<string> {
  const response = await fetch(`${url}/token?persona=housing`);
  const answer = (await response.json()) as { access_token: string };
  return answer.access_token;
}

const newKey = async (): Promise<JWK> =>
  exportJWK((await generateKeyPair('Ed25519', { extractable: true })).privateKey);

describe('the development issuer', () => {
  it('gives tokens that the gateway takes, and offers its personas in GraphiQL', async () => {
    await using issuer = await startIssuer();
    await using graph = await startGraph({
      devIssuerUrl: issuer.url,
      identity: {
        issuer: issuer.url,
        audience: 'petition-graph',
        jwksUrl: null,
        roleClaim: 'petition_role',
        unitClaim: 'petition_unit',
      },
    });
    const relayed = await fetch(`${graph.url}/graphiql/token?persona=housing`);
    const { access_token: token } = (await relayed.json()) as { access_token: string };
    const response = await graph.post(
      { query: '{ whoAmI }' },
      { authorization: `Bearer ${token}`, 'x-request-id': 'r' },
    );
    expect(await response.json()).toEqual({
      data: { whoAmI: 'DEPARTMENT housing department:housing r' },
    });
    const personas = await fetch(`${graph.url}/graphiql/personas`);
    expect(await personas.json()).toMatchObject([{ id: 'li', unit: null }, { id: 'housing' }]);
  });

  it('with a key of its own keeps tokens good over a restart', async () => {
    const key = await newKey();
    const keys: unknown[] = [];
    for (let start = 0; start < 2; start += 1) {
      await using issuer = await startIssuer(key);
      keys.push(await (await fetch(`${issuer.url}/jwks`)).json());
    }
    expect(keys[0]).toEqual(keys[1]);
    expect(JSON.stringify(keys)).not.toContain(key.d);
  });

  it('lists its personas, and knows no others', async () => {
    await using issuer = await startIssuer();
    expect(await (await fetch(issuer.url)).text()).toContain('李某 &#60;市民&#62;');
    expect(await (await fetch(`${issuer.url}/token?persona=housing&format=text`)).text()).toMatch(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
    );
    expect(await readToken(issuer.url)).toMatch(/^ey/);
    expect((await fetch(`${issuer.url}/token?persona=nobody`)).status).toBe(404);
  });

  it('gives a code for a persona, and a token once, to whoever holds the verifier (PKCE), and renews it', async () => {
    await using issuer = await startIssuer();
    const verifier = 'v'.repeat(43);
    const asked = {
      response_type: 'code',
      client_id: 'page',
      redirect_uri: 'http://127.0.0.1:1/back',
      state: 's',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const authorize = `${issuer.url}/authorize?${new URLSearchParams(asked).toString()}`;
    expect(await (await fetch(authorize)).text()).toContain('persona=housing');
    const codeOf = async () => {
      const chosen = await fetch(`${authorize}&persona=housing`, { redirect: 'manual' });
      const target = new URL(chosen.headers.get('location')!);
      expect(target.searchParams.get('state')).toBe('s');
      return target.searchParams.get('code')!;
    };
    const ask = async (form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: asked.client_id, ...form });
      const response = await fetch(`${issuer.url}/token`, { method: 'POST', body });
      return (await response.json()) as {
        access_token?: string;
        expires_in?: number;
        refresh_token?: string;
        error?: string;
      };
    };
    const redeem = (code: string, given: string) =>
      ask({
        grant_type: 'authorization_code',
        code,
        redirect_uri: asked.redirect_uri,
        code_verifier: given,
      });
    const renew = (refreshToken: string, client = asked.client_id) =>
      ask({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: client });
    const code = await codeOf();
    const first = await redeem(code, verifier);
    expect(first).toMatchObject({ access_token: expect.stringMatching(/^ey/), expires_in: 900 });
    const second = await renew(first.refresh_token!);
    expect(decodeJwt(second.access_token!).sub).toBe('housing');
    // each is good once, for its own client
    expect(await renew(first.refresh_token!)).toEqual({ error: 'invalid_grant' });
    expect(await renew(second.refresh_token!, 'another')).toEqual({ error: 'invalid_grant' });
    expect(await redeem(code, verifier)).toEqual({ error: 'invalid_grant' });
    expect(await redeem(await codeOf(), 'another')).toEqual({ error: 'invalid_grant' });
    expect((await fetch(`${issuer.url}/authorize?response_type=code`)).status).toBe(400);
  });

  it('does not run in production', () => {
    expect(() => readDevIssuerConfig({ PERSONAS: 'x', NODE_ENV: 'production' })).toThrow(
      'NODE_ENV',
    );
  });
});
