import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { TEST_AUDIENCE } from '../support/test-issuer.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

async function ask(token?: string): Promise<{ status: number; body: Answer }> {
  const headers: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await graph.post({ query: '{ whoAmI }' }, { ...headers, 'x-request-id': 'r1' });
  return { status: response.status, body: (await response.json()) as Answer };
}

interface Answer {
  data?: { whoAmI: string };
  errors?: { message: string; extensions: { code: string } }[];
}

async function expectRefused(token: string, message = /refused/): Promise<void> {
  const { status, body } = await ask(token);
  expect(status).toBe(401);
  expect(body.data).toBeUndefined();
  expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect(body.errors?.[0]?.message).toMatch(message);
}

describe('a good token', () => {
  it('makes the actor that subgraphs verify by the gateway’s signature', async () => {
    const token = await graph.issuer.sign({
      sub: 'u1',
      petition_role: 'DEPARTMENT',
      petition_unit: 'department:housing',
    });
    expect((await ask(token)).body.data?.whoAmI).toBe('DEPARTMENT u1 department:housing r1');
  });

  it('without a role is a citizen', async () => {
    const token = await graph.issuer.sign({ sub: 'u2' });
    expect((await ask(token)).body.data?.whoAmI).toBe('CITIZEN u2 - r1');
  });

  it('is not needed: nobody in particular is ANONYMOUS', async () => {
    expect((await ask()).body.data?.whoAmI).toBe('ANONYMOUS  - r1');
  });
});

describe('a token is refused with UNAUTHENTICATED', () => {
  it('when it is expired', async () =>
    expectRefused(await graph.issuer.sign({ sub: 'u' }, { expiresAt: 1_000 }), /expired/));

  it('when it is signed with another key', async () =>
    expectRefused(await graph.issuer.sign({ sub: 'u' }, { isForged: true })));

  it('when it is for another audience', async () =>
    expectRefused(await graph.issuer.sign({ sub: 'u' }, { audience: 'other' })));

  it('when it is from another issuer', async () =>
    expectRefused(await graph.issuer.sign({ sub: 'u' }, { issuer: 'http://other.invalid' })));

  it('when the public key served as a shared secret', async () => {
    const secret = new TextEncoder().encode(graph.issuer.publicKeyPem);
    const token = await new SignJWT({ sub: 'u' })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setIssuer(graph.issuer.url)
      .setAudience(TEST_AUDIENCE)
      .setExpirationTime('1h')
      .sign(secret);
    await expectRefused(token);
  });

  it('when it is not signed at all', () =>
    expectRefused(
      new UnsecuredJWT({ sub: 'u' })
        .setIssuer(graph.issuer.url)
        .setAudience(TEST_AUDIENCE)
        .setExpirationTime('1h')
        .encode(),
    ));

  it('when it has no subject', async () => expectRefused(await graph.issuer.sign({})));

  it('when its role is unknown, or names nobody', async () => {
    for (const role of ['EMPEROR', 'ANONYMOUS', ['CITIZEN']])
      await expectRefused(
        await graph.issuer.sign({ sub: 'u', petition_role: role }),
        /expected one of CITIZEN.* in claim petition_role/,
      );
  });

  it('when the role needs a unit and has none of its kind', async () => {
    await expectRefused(
      await graph.issuer.sign({ sub: 'u', petition_role: 'DISTRICT_BUREAU' }),
      /district:<area code> in claim petition_unit/,
    );
    await expectRefused(
      await graph.issuer.sign({
        sub: 'u',
        petition_role: 'DISTRICT_BUREAU',
        petition_unit: 'department:housing',
      }),
    );
  });

  it('when the header has another form', async () => {
    const response = await graph.post({ query: '{ whoAmI }' }, { authorization: 'Basic YTpi' });
    expect(response.status).toBe(401);
  });
});

describe('an identity provider that does not answer', () => {
  it('once is asked again, and the client notices nothing', async () => {
    await using other = await startGraph();
    other.issuer.hangUpOnce();
    const authorization = `Bearer ${await other.issuer.sign({ sub: 'u' })}`;
    const response = await other.post({ query: '{ whoAmI }' }, { authorization });
    expect(response.status).toBe(200);
  });

  it('is not the client’s fault: 503, and nobody is refused once it is back', async () => {
    await using other = await startGraph({
      identity: { ...graph.config.identity, issuer: 'http://127.0.0.1:9' },
    });
    const token = await graph.issuer.sign({ sub: 'u' });
    const response = await other.post(
      { query: '{ whoAmI }' },
      { authorization: `Bearer ${token}` },
    );
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'IDENTITY_PROVIDER_UNAVAILABLE' } }],
    });
    const anonymous = await other.query('{ whoAmI }');
    expect(anonymous.errors).toBeUndefined();
  });
});
