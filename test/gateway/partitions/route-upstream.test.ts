import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { createActorSigner } from '../../../subgraphs/kit/process/actor-signer.ts';
import type { Place } from '../../../gateway/partitions/endpoints.ts';
import { routeUpstream } from '../../../gateway/partitions/route-upstream.ts';
import { createUpstreamOpener } from '../../../gateway/subscriptions/upstream/upstream.ts';
import { ANONYMOUS, partitionAudience } from '../../../schema/contract/actor.ts';
import { startDistrictSystem } from './district-system.ts';

const RULES = {
  subgraph: 'districts',
  entities: new Map<string, string>(),
  rootFields: new Map([['subscription.letterArrived', 'district']]),
};
const QUERY = 'subscription ($code: ID!) { letterArrived(district: $code) }';

/** A contract with a subscription, which the city's has not yet, served by two systems. */
async function open(code: string, state: 'decided' | 'undecided' = 'decided') {
  await using resources = new AsyncDisposableStack();
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA' };
  const { d: _secret, ...publicKey } = key;
  const signActor = await createActorSigner(key);
  const start = async (own: string) =>
    resources.use(
      await startDistrictSystem({
        keys: { keys: [publicKey] },
        code: own,
        more: {
          sdl: 'type Subscription { letterArrived(district: ID!): String @routedBy(argument: "district") }',
          resolvers: {
            Subscription: {
              letterArrived: {
                subscribe: async function* () {
                  yield await Promise.resolve({ letterArrived: `from ${own}` });
                },
              },
            },
          },
        },
      }),
    );
  const own = await start('511602');
  const city = await start('511603');
  const openerAt = ({ url, partitions }: { url: string; partitions: readonly string[] }) =>
    createUpstreamOpener({
      urlOf: () => url,
      signActor: (actor) => signActor(actor, partitions.map(partitionAudience)),
    });
  const places: Record<string, Place> = {
    '511602': { kind: 'own', endpoint: own as never, url: own.url, partitions: ['511602'] },
    '511603': { kind: 'city' },
  };
  const openUpstream = routeUpstream({
    currentRules: () => RULES,
    placeOf: (partition) =>
      state === 'undecided' ? { kind: 'undecided' } : (places[partition] ?? { kind: 'unknown' }),
    city: openerAt({ url: city.url, partitions: ['511603'] }),
    openerAt,
  });
  const first = Promise.withResolvers<unknown>();
  const upstream = openUpstream(
    {
      subgraph: 'districts',
      query: QUERY,
      operationName: null,
      variables: { code },
      afterVariable: null,
      caller: { actor: ANONYMOUS, requestId: 'r1' },
    },
    {
      onEvent: ({ data }) => first.resolve(data),
      onRefused: (errors) => first.resolve({ refused: errors }),
      onLost: () => first.resolve('lost'),
      onComplete: () => first.resolve('complete'),
      onConnected: () => undefined,
      onWatermark: () => undefined,
    },
  );
  resources.defer(upstream.close);
  const held = resources.move();
  return { first: first.promise, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

describe('a subscription', () => {
  it('is made at the system of the district that its argument names', async () => {
    await using own = await open('511602');
    expect(await own.first).toEqual({ letterArrived: 'from 511602' });
    await using hosted = await open('511603');
    expect(await hosted.first).toEqual({ letterArrived: 'from 511603' });
  });

  it('is refused for no district of the city, and tried again while nobody knows', async () => {
    await using unknown = await open('999999');
    expect(await unknown.first).toMatchObject({
      refused: [{ path: ['letterArrived'], extensions: { code: 'PARTITION_UNKNOWN' } }],
    });
    await using undecided = await open('511602', 'undecided');
    expect(await undecided.first).toBe('lost');
  });
});
