import { describe, expect, it } from '@jest/globals';
import { readGatewayConfig } from '../../gateway/config.ts';

const KEY = { kty: 'OKP', crv: 'Ed25519', kid: 'gateway', x: 'x', d: 'secret-part' };
const complete: NodeJS.ProcessEnv = {
  SUBGRAPH_URLS: '{"mayor":"http://127.0.0.1:4001/graphql"}',
  OIDC_ISSUER: 'https://id.example.gov.cn',
  OIDC_AUDIENCE: 'petition-graph',
  ACTOR_SIGNING_KEY: JSON.stringify(KEY),
};

describe('gateway settings', () => {
  it('have defaults but for what differs in every deployment', () => {
    expect(readGatewayConfig(complete)).toMatchObject({
      port: 4000,
      graphqlPath: '/graphql',
      supergraph: {
        kind: 'composed',
        path: 'schema/supergraph.graphql',
        urls: { mayor: 'http://127.0.0.1:4001/graphql' },
      },
      traffic: { timeoutMs: 10_000, maxRetries: 2 },
      limits: {
        depth: 15,
        bodyBytes: 1_048_576,
        subscriptions: { connection: 100, actor: 1_000, gateway: 20_000 },
        socketOperations: 100,
      },
      delivery: {
        heartbeatMs: 12_000,
        slowClientBytes: 1_048_576,
        slowClientMs: 30_000,
        drainMs: 10_000,
        stopMs: 14_000,
      },
      corsOrigins: [],
      sharing: { shareFetches: true, shareQueries: true },
      identity: { roleClaim: 'petition_role', unitClaim: 'petition_unit', jwksUrl: null },
      isGraphiqlOn: true,
      devIssuerUrl: null,
    });
  });

  it('name every missing variable', () => {
    for (const name of Object.keys(complete))
      expect(() => readGatewayConfig({ ...complete, [name]: '' })).toThrow(name);
  });

  it('take only the gateway’s own private key, and never print it', () => {
    for (const wrong of [{ ...KEY, kid: 'other' }, { ...KEY, d: undefined }, 'text'])
      expect(() =>
        readGatewayConfig({ ...complete, ACTOR_SIGNING_KEY: JSON.stringify(wrong) }),
      ).toThrow(/^(?![^]*secret-part)[^]*ACTOR_SIGNING_KEY/);
  });

  it('compose by supergraph.yaml where it is named, which tells the addresses itself', () => {
    const composing = { ...complete, SUBGRAPH_URLS: '', SUPERGRAPH_CONFIG: 'supergraph.yaml' };
    expect(readGatewayConfig(composing).supergraph).toEqual({
      kind: 'compose',
      path: 'supergraph.yaml',
      lastGoodFolder: null,
    });
  });

  it('in production have no GraphiQL unless it is asked for, and no development issuer', () => {
    const production = { ...complete, NODE_ENV: 'production' };
    expect(readGatewayConfig(production).isGraphiqlOn).toBe(false);
    expect(readGatewayConfig({ ...production, GRAPHIQL: 'on' }).isGraphiqlOn).toBe(true);
    expect(() =>
      readGatewayConfig({ ...production, DEV_ISSUER_URL: 'http://127.0.0.1:4010' }),
    ).toThrow('DEV_ISSUER_URL');
  });

  it('keep the buffer of a slow client above what a socket holds by itself', () => {
    expect(() => readGatewayConfig({ ...complete, SLOW_CLIENT_BYTES: '65536' })).toThrow(
      'SLOW_CLIENT_BYTES',
    );
  });
});
