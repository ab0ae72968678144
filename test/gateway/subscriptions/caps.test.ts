import { describe, expect, it } from '@jest/globals';
import type { SubscriptionCapsConfig } from '../../../gateway/limits/subscription-caps.ts';
import { openStream } from '../support/event-stream.ts';
import { openRawSocket, type RawSocket } from '../support/raw-socket.ts';
import { HOLD, startScriptedServer } from '../support/scripted-server.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { limitsWith } from '../support/test-settings.ts';
import { liveOn, until } from '../support/until.ts';

const SUBSCRIPTION = 'subscription { caseOpened { case { id } } }';
const NO_CAPS = { connection: null, actor: null, gateway: null };

function graphWith(caps: Partial<SubscriptionCapsConfig>): Promise<TestGraph> {
  return startGraph({ limits: limitsWith({ subscriptions: { ...NO_CAPS, ...caps } }) });
}

const members = (graph: TestGraph, count: number): Promise<void> =>
  until(`${count} members`, async () => (await liveOn(graph.url)).subscriptions.members === count);

async function refusalOf(raw: RawSocket, id: string): Promise<unknown> {
  raw.subscribe(id, SUBSCRIPTION);
  const { type, payload } = await raw.next();
  return { type, errors: payload };
}

const refusal = (limit: string, maximum: number) => ({
  type: 'error',
  errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', limit, maximum } }],
});

async function signedIn(graph: TestGraph, sub: string): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await graph.issuer.sign({ sub })}` };
}

describe('the cap on live subscriptions', () => {
  it('of one connection refuses one more, and has room again when one is stopped', async () => {
    await using graph = await graphWith({ connection: 2 });
    await using raw = await openRawSocket(graph.url);
    raw.subscribe('1', SUBSCRIPTION);
    raw.subscribe('2', SUBSCRIPTION);
    expect(await refusalOf(raw, '3')).toMatchObject(refusal('connection', 2));
    raw.send({ id: '1', type: 'complete' });
    await members(graph, 1);
    raw.subscribe('4', SUBSCRIPTION);
    await members(graph, 2);
    await using other = await openRawSocket(graph.url);
    other.subscribe('1', SUBSCRIPTION);
    await members(graph, 3);
  });

  it('of one actor holds over all connections and transports, and for nobody else', async () => {
    await using graph = await graphWith({ actor: 2 });
    const mine = await signedIn(graph, 'u1');
    await using raw = await openRawSocket(graph.url, mine);
    raw.subscribe('1', SUBSCRIPTION);
    await members(graph, 1);
    await using stream = await openStream(graph.url, { query: SUBSCRIPTION }, mine);
    expect(stream.response.status).toBe(200);
    await using third = await openStream(graph.url, { query: SUBSCRIPTION }, mine);
    expect(third.response.status).toBe(429);
    expect(third.response.headers.get('content-type')).toContain('application/json');
    expect(await refusalOf(raw, '2')).toMatchObject(refusal('actor', 2));
    const theirs = await signedIn(graph, 'u2');
    await using other = await openStream(graph.url, { query: SUBSCRIPTION }, theirs);
    expect(other.response.status).toBe(200);
    await stream[Symbol.asyncDispose]();
    await members(graph, 2);
    raw.subscribe('3', SUBSCRIPTION);
    await members(graph, 3);
  });

  it('of one address holds where nobody is signed in', async () => {
    await using graph = await graphWith({ actor: 1 });
    await using raw = await openRawSocket(graph.url);
    raw.subscribe('1', SUBSCRIPTION);
    await members(graph, 1);
    await using other = await openRawSocket(graph.url);
    expect(await refusalOf(other, '1')).toMatchObject(refusal('actor', 1));
  });

  it('of the gateway holds for everybody, until a connection goes', async () => {
    await using graph = await graphWith({ gateway: 1 });
    await using raw = await openRawSocket(graph.url, await signedIn(graph, 'u1'));
    raw.subscribe('1', SUBSCRIPTION);
    await members(graph, 1);
    await using other = await openRawSocket(graph.url, await signedIn(graph, 'u2'));
    expect(await refusalOf(other, '1')).toMatchObject(refusal('gateway', 1));
    await raw[Symbol.asyncDispose]();
    await members(graph, 0);
    other.subscribe('2', SUBSCRIPTION);
    await members(graph, 1);
  });

  it('does not count what was refused by its subgraph', async () => {
    await using graph = await graphWith({ connection: 1 });
    await using raw = await openRawSocket(graph.url);
    raw.subscribe('1', 'subscription { caseOpened(after: "nonsense") { cursor } }');
    expect(await raw.next()).toMatchObject({ id: '1', type: 'error' });
    raw.subscribe('2', SUBSCRIPTION);
    await members(graph, 1);
  });
});

describe('the cap on queries and mutations of one socket', () => {
  it('refuses one more while the others have no answer', async () => {
    await using casework = await startScriptedServer();
    casework.script(HOLD);
    await using graph = await startGraph({
      urls: { casework: casework.url },
      limits: limitsWith({ socketOperations: 1 }),
    });
    await using raw = await openRawSocket(graph.url);
    raw.subscribe('1', '{ whoAmI }');
    await casework.held();
    raw.subscribe('2', '{ __typename }');
    expect(await raw.next()).toMatchObject({
      id: '2',
      type: 'error',
      payload: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'socketOperations', maximum: 1 } }],
    });
    raw.send({ id: '1', type: 'complete' });
    await casework.aborted();
    raw.subscribe('3', '{ __typename }');
    expect(await raw.next()).toMatchObject({ id: '3', type: 'next' });
  });
});
