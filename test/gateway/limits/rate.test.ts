import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { ANONYMOUS } from '../../../schema/contract/actor.ts';
import { clientAddress } from '../../../gateway/limits/client-address.ts';
import { createRateLimits } from '../../../gateway/limits/rate.ts';
import { createTokenBuckets } from '../../../gateway/limits/token-buckets.ts';
import { openSocket } from '../support/socket-client.ts';
import { startGraph } from '../support/start-graph.ts';
import { limitsWith } from '../support/test-settings.ts';

describe('a bucket of tokens', () => {
  it('lets so many pass at once, and as many again with time', () => {
    let nowMs = 0;
    const { take } = createTokenBuckets({ count: 3, seconds: 6 }, () => nowMs);
    expect([1, 1, 1, 1].map((tokens) => take('a', tokens))).toEqual([0, 0, 0, 2]);
    expect(take('b', 1)).toBe(0);
    nowMs = 1_999;
    expect(take('a', 1)).toBe(1);
    nowMs = 2_000;
    expect([take('a', 1), take('a', 1)]).toEqual([0, 2]);
    nowMs = 1_000_000;
    expect([take('a', 3), take('a', 1)]).toEqual([0, 2]);
  });

  it('fills up what is owed before it lets anything pass again', () => {
    let nowMs = 0;
    const { take, owe } = createTokenBuckets({ count: 3, seconds: 6 }, () => nowMs);
    owe('a', 5);
    expect([take('a', 0), take('a', 1), take('b', 3)]).toEqual([4, 6, 0]);
    nowMs = 4_000;
    expect([take('a', 0), take('a', 1)]).toEqual([0, 2]);
  });
});

describe('the address of a client', () => {
  const request = (remoteAddress: string, forwarded?: string) =>
    ({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress },
    }) as unknown as IncomingMessage;

  it('is what our outermost proxy saw, whatever a client claims before it', () => {
    expect(clientAddress(request('10.0.0.1', '1.1.1.1'), 0)).toBe('10.0.0.1');
    expect(clientAddress(request('10.0.0.1', '1.1.1.1, 2.2.2.2'), 1)).toBe('2.2.2.2');
    expect(clientAddress(request('10.0.0.1', '1.1.1.1, 2.2.2.2'), 2)).toBe('1.1.1.1');
    expect(clientAddress(request('10.0.0.1'), 1)).toBe('10.0.0.1');
    expect(clientAddress(request('10.0.0.1', 'x'.repeat(50)), 1)).toBe('10.0.0.1');
  });

  it('is a whole /64 of IPv6, which one client has to itself', () => {
    const addresses = ['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:db8::'];
    const seen = addresses.map((address) => clientAddress(request(address), 0));
    expect(new Set(seen)).toEqual(new Set(['2001:db8:0:0::/64']));
    expect(clientAddress(request('::ffff:1.2.3.4'), 0)).toBe('1.2.3.4');
  });
});

const NONE = { actor: null, address: null, queryCode: null, work: null };
const TWO_AN_HOUR = { count: 2, seconds: 3_600 };

describe('too many requests', () => {
  it('of one address are refused with 429, before its token is looked at', async () => {
    await using graph = await startGraph({
      limits: limitsWith({ rates: { ...NONE, address: TWO_AN_HOUR } }),
      pagesFolder: 'no-such-folder',
      webClientId: 'page',
    });
    await graph.query('{ whoAmI }');
    await graph.query('{ whoAmI }');
    const refused = await graph.post({ query: '{ whoAmI }' }, { authorization: 'Bearer x' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(1_000);
    expect(await refused.json()).toMatchObject({
      errors: [
        {
          extensions: {
            ...{ code: 'RATE_LIMITED', limit: 'addressRate' },
            retryAfter: expect.any(Number),
          },
        },
      ],
    });
    for (const path of ['/sign-in/settings', '/sign-in/token']) {
      const { status } = await fetch(`${graph.url}${path}`, { method: 'POST' });
      expect(status).toBe(429);
    }
    await using socket = openSocket(graph.url);
    expect(await socket.closed).toBe(1013);
  });

  it('of one address are counted once each, whatever form they have', async () => {
    await using graph = await startGraph({
      limits: limitsWith({ rates: { ...NONE, address: TWO_AN_HOUR } }),
    });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await graph.post([{ query: '{ whoAmI }' }])).status);
    expect(statuses).toEqual([400, 400, 429]);
  });

  it('of one address are refused over a socket that is open as well', async () => {
    await using graph = await startGraph({
      limits: limitsWith({ rates: { ...NONE, address: TWO_AN_HOUR } }),
    });
    await using socket = openSocket(graph.url);
    await socket.subscribe('{ whoAmI }').next();
    await expect(socket.subscribe('{ whoAmI }').next()).rejects.toMatchObject([
      { extensions: { code: 'RATE_LIMITED', limit: 'addressRate' } },
    ]);
  });

  it('of one actor are counted over all transports, and others are not held back', async () => {
    await using graph = await startGraph({
      limits: limitsWith({ rates: { ...NONE, actor: TWO_AN_HOUR } }),
    });
    const authorization = `Bearer ${await graph.issuer.sign({ sub: 'u1' })}`;
    await using socket = openSocket(graph.url, { authorization });
    await socket.subscribe('{ whoAmI }').next();
    await graph.post({ query: '{ whoAmI }' }, { authorization });
    const limited = { extensions: { code: 'RATE_LIMITED', limit: 'actorRate' } };
    await expect(socket.subscribe('{ whoAmI }').next()).rejects.toMatchObject([limited]);
    expect((await graph.post({ query: '{ whoAmI }' }, { authorization })).status).toBe(429);
    const other = `Bearer ${await graph.issuer.sign({ sub: 'u2' })}`;
    expect((await graph.post({ query: '{ whoAmI }' }, { authorization: other })).status).toBe(200);
  });
});

describe('work on new documents', () => {
  const limited = { extensions: { code: 'RATE_LIMITED', limit: 'workRate' } };
  const clerk = { id: 'clerk', role: 'CITY_BUREAU', unit: null } as const;

  it('counts by the time it takes for whose it is, also where it fails, and not for others', () => {
    let nowMs = 0;
    const rates = createRateLimits({ ...NONE, work: { count: 100, seconds: 10 } }, () => nowMs);
    const working = (ms: number) => () => (nowMs += ms);
    const byClerk = rates.workOf(clerk, '10.0.0.1');
    expect(byClerk(working(90))).toBe(90);
    expect(() =>
      byClerk(() => {
        nowMs += 60;
        throw new Error('not valid');
      }),
    ).toThrow('not valid');
    expect(() => byClerk(working(1))).toThrow(/try again in 5 s/);
    expect(rates.workOf(ANONYMOUS, '10.0.0.1')(working(1))).toBe(151);
    nowMs += 5_000;
    expect(byClerk(working(1))).toBe(5_152);
  });

  it('is refused over every transport where there was too much, and what is kept is none', async () => {
    const rates = { ...NONE, work: { count: 1e-6, seconds: 3_600 } };
    await using graph = await startGraph({ limits: limitsWith({ rates }) });
    const as = async (sub: string) => ({
      authorization: `Bearer ${await graph.issuer.sign({ sub })}`,
    });
    const ask = async (query: string, headers: Record<string, string>) => {
      const { status, headers: told } = await graph.post({ query }, headers);
      return { status, isToldWhen: Number(told.get('retry-after')) > 1_000 };
    };
    const [reader, planner] = [await as('reader'), await as('planner')];
    const overAll = async (query: string, headers: Record<string, string>) => {
      const page = { ...headers, origin: 'http://page.example' };
      const stream = { ...headers, accept: 'text/event-stream' };
      return [await ask(query, headers), await ask(query, page), await ask(query, stream)];
    };
    const refused = { status: 429, isToldWhen: true };
    const answered = { status: 200, isToldWhen: false };
    const query = '{ whoAmI }';
    // to read the document is more than the first may have done, so planning it is refused
    expect(await overAll(query, reader)).toEqual([refused, refused, refused]);
    await using socket = openSocket(graph.url, reader);
    await expect(socket.subscribe(query).next()).rejects.toMatchObject([limited]);

    expect(await ask(query, planner)).toEqual(answered);
    expect(await overAll(query, reader)).toEqual([answered, answered, answered]);
    expect(await socket.subscribe(query).next()).not.toHaveProperty('errors');
    await expect(socket.subscribe('{ other: whoAmI }').next()).rejects.toMatchObject([limited]);
    expect(await overAll('{ another: whoAmI }', planner)).toEqual([refused, refused, refused]);
  });
});

describe('R17 guessing query codes', () => {
  it('is slowed down per address, by how many codes are tried and not by how many requests', async () => {
    const rates = { ...NONE, queryCode: { count: 5, seconds: 3_600 } };
    await using graph = await startGraph({ limits: limitsWith({ rates }) });
    const guess = (count: number) =>
      graph.post({
        query: `{ ${Array.from({ length: count }, (_, i) => `a${i}: caseStatus(queryCode: "${i}")`).join(' ')} }`,
      });
    expect((await guess(4)).status).toBe(200);
    const refused = await guess(2);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', limit: 'queryCodeRate' } }],
    });
    expect((await guess(1)).status).toBe(200);
    expect((await guess(1)).status).toBe(429);
    expect((await graph.query('{ whoAmI }')).errors).toBeUndefined();
  });

  it('is not told to be tried later where no time would ever be enough', async () => {
    const rates = { ...NONE, queryCode: { count: 2, seconds: 3_600 } };
    await using graph = await startGraph({ limits: limitsWith({ rates }) });
    const ask = (...codes: string[]) =>
      graph.query(`{ ${codes.map((code) => `${code}: caseStatus(queryCode: "1")`).join(' ')} }`);
    const { errors } = await ask('a', 'b', 'c');
    expect(errors).toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED', limit: 'queryCodes', maximum: 2, received: 3 } },
    ]);
    expect((await ask('a', 'b')).errors).toBeUndefined();
  });

  it('counts one bucket for an actor who is signed in, apart from their address', async () => {
    const rates = { ...NONE, queryCode: { count: 1, seconds: 3_600 } };
    await using graph = await startGraph({ limits: limitsWith({ rates }) });
    const query = '{ caseStatus(queryCode: "1") }';
    const authorization = `Bearer ${await graph.issuer.sign({ sub: 'u1' })}`;
    const asActor = () => graph.post({ query }, { authorization });
    expect((await graph.post({ query })).status).toBe(200);
    expect([(await asActor()).status, (await asActor()).status]).toEqual([200, 429]);
  });
});
