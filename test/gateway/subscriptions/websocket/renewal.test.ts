import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { openRawSocket, type RawSocket } from '../../support/raw-socket.ts';
import { startGraph, type TestGraph } from '../../support/start-graph.ts';
import { stopClockBefore } from '../../support/token-clock.ts';
import { until } from '../../support/until.ts';

const SUBSCRIPTION = 'subscription { caseOpened { case { id } } }';

/** For how long nothing else sets a timer. */
const FIRST_LASTS_MS = 612_345;

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

async function bearer(graph: TestGraph, claims: JWTPayload, expiresAt: number): Promise<string> {
  return `Bearer ${await graph.issuer.sign(claims, { expiresAt })}`;
}

/** @returns whether the socket is still to be closed at the end of the first token */
function watchFirst(): () => boolean {
  const set = jest.spyOn(globalThis, 'setTimeout');
  const cleared = jest.spyOn(globalThis, 'clearTimeout');
  return () => {
    const index = set.mock.calls.findIndex(([, ms]) => ms === FIRST_LASTS_MS);
    const timer = set.mock.results[index]?.value;
    return timer !== undefined && !cleared.mock.calls.some(([one]) => one === timer);
  };
}

function renew({ send }: RawSocket, authorization: string): void {
  send({ type: 'ping', payload: { authorization } });
}

describe('a socket whose token expires', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is closed with 4403 a little before, with subscriptions live', async () => {
    await using graph = await startGraph();
    const expiresAt = inSeconds(600);
    const authorization = await bearer(graph, { sub: 'u1' }, expiresAt);
    stopClockBefore(expiresAt, 500);
    await using raw = await openRawSocket(graph.url, { authorization });
    raw.subscribe('1', SUBSCRIPTION);
    expect(await raw.closed).toEqual({ code: 4403, reason: 'The token expires' });
  });

  it('goes on where a ping brings a newer token of the same holder; what is live stays', async () => {
    await using graph = await startGraph();
    const claims = { sub: 'u1', petition_role: 'CITIZEN', scope: 'b a' };
    const [first, later] = [inSeconds(3_600), inSeconds(7_200)];
    const Authorization = await bearer(graph, claims, first);
    const renewed = await bearer(graph, { ...claims, scope: 'a b' }, later);
    stopClockBefore(first, FIRST_LASTS_MS);
    const isFirstToEndIt = watchFirst();
    await using raw = await openRawSocket(graph.url, { headers: { Authorization } });
    raw.subscribe('1', SUBSCRIPTION);
    await until('a reader', () => graph.log.readers() === 1);
    expect(isFirstToEndIt()).toBe(true);
    renew(raw, renewed);
    expect(await raw.next()).toEqual({
      type: 'pong',
      payload: { renewedUntil: new Date(later * 1000).toISOString() },
    });
    expect(isFirstToEndIt()).toBe(false);
    graph.log.append('c1');
    expect(await raw.next()).toMatchObject({
      id: '1',
      type: 'next',
      payload: { data: { caseOpened: { case: { id: 'c1' } } } },
    });
  });

  it.each([
    ['another subject', { sub: 'u2', petition_role: 'CITIZEN' }],
    ['another role', { sub: 'u1', petition_role: 'CITY_BUREAU' }],
    ['other scopes', { sub: 'u1', petition_role: 'CITIZEN', scope: 'more' }],
  ])('is closed with 4403 by a token of %s', async (_what, claims) => {
    await using graph = await startGraph();
    const authorization = await bearer(graph, { sub: 'u1' }, inSeconds(600));
    await using raw = await openRawSocket(graph.url, { authorization });
    renew(raw, await bearer(graph, claims, inSeconds(900)));
    expect(await raw.closed).toEqual({
      code: 4403,
      reason: 'The token is not of the same holder',
    });
  });

  it('is closed with 4403 by a token that was not issued here', async () => {
    await using graph = await startGraph();
    const authorization = await bearer(graph, { sub: 'u1' }, inSeconds(600));
    await using raw = await openRawSocket(graph.url, { authorization });
    const forged = await graph.issuer.sign({ sub: 'u1' }, { isForged: true });
    renew(raw, `Bearer ${forged}`);
    expect(await raw.closed).toEqual({ code: 4403, reason: 'The token is refused' });
  });

  it('answers other pings with their payload, and never repeats what may be a token', async () => {
    await using graph = await startGraph();
    await using raw = await openRawSocket(graph.url);
    raw.send({ type: 'ping', payload: { mark: 1 } });
    expect(await raw.next()).toEqual({ type: 'pong', payload: { mark: 1 } });
    raw.send({ type: 'ping', payload: { authorization: ['secret'] } });
    expect(await raw.next()).toEqual({ type: 'pong' });
    raw.send({ type: 'ping' });
    expect(await raw.next()).toEqual({ type: 'pong' });
  });
});
