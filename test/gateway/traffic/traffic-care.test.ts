import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { OperationTypeNode } from 'graphql';
import type { SubgraphRequest } from '../../../gateway/execution/fetch/subgraph-source.ts';
import { openSubgraph } from '../../../gateway/traffic/open-subgraph.ts';
import type { TrafficConfig } from '../../../gateway/traffic/traffic-care.ts';
import { ANONYMOUS } from '../../../schema/contract/actor.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import {
  ANSWER,
  FAIL,
  HANG_UP,
  HOLD,
  startScriptedServer,
  type ScriptedServer,
} from '../support/scripted-server.ts';

const PATIENT: TrafficConfig = { timeoutMs: 30_000, maxRetries: 2, breaker: null };

function openTo(server: Pick<ScriptedServer, 'url'>, changes: Partial<TrafficConfig> = {}) {
  return openSubgraph({
    name: 'units',
    url: server.url,
    traffic: { ...PATIENT, ...changes },
    signActor: null,
    log: createLog('test', 'silent'),
  });
}

function request(kind: OperationTypeNode, signal?: AbortSignal): SubgraphRequest {
  return {
    query: '{ a }',
    operationName: null,
    kind,
    variables: {},
    caller: { actor: ANONYMOUS, requestId: 'r1', ...(signal && { signal }) },
  };
}

const QUERY = request(OperationTypeNode.QUERY);
const MUTATION = request(OperationTypeNode.MUTATION);

/** Timers of just this length run out when told to, however busy the machine is; others by themselves. */
function holdTimersOf(ms: number) {
  const held: (() => void)[] = [];
  const { setTimeout } = globalThis;
  const start = (run: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) => {
    if (delayMs === ms) held.push(run);
    return setTimeout(run, delayMs, ...args);
  };
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(start as typeof setTimeout);
  return { runOut: () => held.forEach((run) => run()) };
}

afterEach(() => void jest.restoreAllMocks());

describe('a query that is not answered', () => {
  it('is tried again, and the client sees none of it', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server);
    server.script(FAIL, FAIL, ANSWER);
    expect(await source.fetch(QUERY)).toEqual({ data: { a: 1 }, errors: [] });
    expect(server.requests).toHaveLength(3);
  });

  it('is given up after the tries that are allowed', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server, { maxRetries: 1 });
    server.script(FAIL);
    const { errors } = await source.fetch(QUERY);
    expect(errors[0]?.extensions).toMatchObject({ reason: 'BAD_RESPONSE', subgraph: 'units' });
    expect(server.requests).toHaveLength(2);
  });

  it('by anyone there says so, without the address', async () => {
    const server = await startScriptedServer();
    await server[Symbol.asyncDispose]();
    await using source = openTo(server);
    const { errors } = await source.fetch(QUERY);
    expect(errors[0]?.extensions).toEqual({
      ...{ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'units', reason: 'REFUSED' },
    });
    expect(JSON.stringify(errors)).not.toContain(new URL(server.url).port);
  });

  it('in time is not tried again, which would double the load', async () => {
    await using server = await startScriptedServer();
    const timeoutMs = 123_456;
    const timers = holdTimersOf(timeoutMs);
    await using source = openTo(server, { timeoutMs });
    server.script(HOLD);
    const fetched = source.fetch(QUERY);
    // a request that never got there could not be tried twice
    await server.held();
    timers.runOut();
    const { errors, data } = await fetched;
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ reason: 'TIMEOUT' });
    await server.aborted();
    expect(server.requests).toHaveLength(1);
  });
});

describe('a mutation that is not answered', () => {
  it('is never tried again: it may have been done', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server);
    server.script(HANG_UP, ANSWER);
    const { errors } = await source.fetch(MUTATION);
    expect(errors[0]?.extensions).toMatchObject({ reason: 'CONNECTION_LOST' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a client that goes away', () => {
  it('ends its query at the subgraph', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server);
    server.script(HOLD);
    const client = new AbortController();
    const fetched = source.fetch(request(OperationTypeNode.QUERY, client.signal));
    await server.held();
    client.abort();
    await server.aborted();
    expect((await fetched).errors[0]?.extensions).toMatchObject({ reason: 'CANCELLED' });
    expect(server.requests).toHaveLength(1);
  });

  it('does not end a mutation half way', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server);
    const client = new AbortController();
    server.script((response) => {
      client.abort();
      ANSWER(response);
    });
    const result = await source.fetch(request(OperationTypeNode.MUTATION, client.signal));
    expect(result.data).toEqual({ a: 1 });
  });

  it('before its turn causes no fetch at all', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server);
    await source.fetch(request(OperationTypeNode.QUERY, AbortSignal.abort()));
    expect(server.requests).toEqual([]);
  });
});

describe('the circuit', () => {
  const WITH_BREAKER = { maxRetries: 0, breaker: { failureShare: 0.5, openMs: 5_000 } };

  it('opens when most fail, lets one try after its pause, and closes when that is answered', async () => {
    let nowMs = 1_000_000;
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    await using server = await startScriptedServer();
    await using source = openTo(server, WITH_BREAKER);
    const reason = async () => (await source.fetch(QUERY)).failure ?? null;
    server.script(FAIL);
    for (let fetches = 0; fetches < 30; fetches += 1) await source.fetch(QUERY);
    const reached = server.requests.length;
    expect(reached).toBeLessThan(30);
    expect(await reason()).toBe('CIRCUIT_OPEN');
    nowMs += 4_999;
    expect(await reason()).toBe('CIRCUIT_OPEN');
    expect(server.requests).toHaveLength(reached);

    nowMs += 1;
    expect(await reason()).toBe('BAD_RESPONSE');
    expect(await reason()).toBe('CIRCUIT_OPEN');
    nowMs += 5_000;
    server.script(ANSWER);
    expect([await reason(), await reason()]).toEqual([null, null]);
  });

  it('is not closed by a try whose client goes away before it is answered', async () => {
    let nowMs = 1_000_000;
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    await using server = await startScriptedServer();
    const timeoutMs = 123_456;
    await using source = openTo(server, { ...WITH_BREAKER, timeoutMs });
    server.script(FAIL);
    for (let fetches = 0; fetches < 30; fetches += 1) await source.fetch(QUERY);
    nowMs += 5_000;
    const timers = holdTimersOf(timeoutMs);
    const client = new AbortController();
    server.script(HOLD, FAIL);
    const trying = source.fetch(request(OperationTypeNode.QUERY, client.signal));
    await server.held();
    client.abort();
    timers.runOut();
    await trying;
    expect((await source.fetch(QUERY)).failure).toBe('CIRCUIT_OPEN');
  });

  it('tells a client that goes away while another’s try decides that it went', async () => {
    let nowMs = 1_000_000;
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    await using server = await startScriptedServer();
    await using source = openTo(server, WITH_BREAKER);
    server.script(FAIL);
    for (let fetches = 0; fetches < 30; fetches += 1) await source.fetch(QUERY);
    nowMs += 5_000;
    const client = new AbortController();
    server.script(ANSWER);
    const trying = source.fetch(QUERY);
    const waiting = source.fetch(request(OperationTypeNode.QUERY, client.signal));
    client.abort();
    expect([(await trying).data, (await waiting).failure]).toEqual([{ a: 1 }, 'CANCELLED']);
  });

  it('is one for each endpoint: others are not held back', async () => {
    await using bad = await startScriptedServer();
    await using good = await startScriptedServer();
    jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
    await using toBad = openTo(bad, WITH_BREAKER);
    await using toGood = openTo(good, WITH_BREAKER);
    bad.script(FAIL);
    for (let fetches = 0; fetches < 30; fetches += 1) await toBad.fetch(QUERY);
    expect((await toBad.fetch(QUERY)).failure).toBe('CIRCUIT_OPEN');
    expect((await toGood.fetch(QUERY)).data).toEqual({ a: 1 });
  });

  it('is not opened by requests that a subgraph rejects for their own fault', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server, { ...WITH_BREAKER, maxRetries: 2 });
    server.script((response) => response.writeHead(413).end('too large'));
    for (let fetches = 0; fetches < 30; fetches += 1)
      expect((await source.fetch(QUERY)).failure).toBe('REJECTED');
    expect(server.requests).toHaveLength(30);
  });

  it('is not opened by errors that a subgraph answers', async () => {
    await using server = await startScriptedServer();
    await using source = openTo(server, WITH_BREAKER);
    server.script((response) => response.end('{"data":null,"errors":[{"message":"no"}]}'));
    for (let fetches = 0; fetches < 30; fetches += 1) await source.fetch(QUERY);
    expect(server.requests).toHaveLength(30);
  });
});
