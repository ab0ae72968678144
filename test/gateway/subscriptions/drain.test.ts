import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { openStream } from '../support/event-stream.ts';
import { openRawSocket } from '../support/raw-socket.ts';
import {
  ANSWER,
  HOLD,
  startScriptedServer,
  type ScriptedServer,
} from '../support/scripted-server.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { deliveryWith } from '../support/test-settings.ts';
import { liveOn, until } from '../support/until.ts';

const SUBSCRIPTION = 'subscription { caseOpened { case { id } } }';
const GOING_AWAY = { code: 1001, reason: 'Going away; resume from the last cursor' };

interface HeldServer {
  casework: ScriptedServer;
  /** Resolves when so many requests have come, and none of them is answered. */
  asked: (count: number) => Promise<void>;
  answer: () => void;
}

/** The primary answers each request when the test says so. */
async function startHeld(): Promise<HeldServer> {
  const casework = await startScriptedServer();
  const held: ServerResponse[] = [];
  casework.script((response) => void held.push(response));
  return {
    casework,
    asked: (count) => until(`${count} fetches`, () => held.length === count),
    answer: () => held.splice(0).forEach(ANSWER),
  };
}

const isRefused = (graph: TestGraph): Promise<boolean> =>
  fetch(`${graph.url}/health/live`).then(
    () => false,
    () => true,
  );

describe('a gateway that stops', () => {
  it('sends live connections away one by one, each to come back and resume', async () => {
    await using graph = await startGraph({ delivery: deliveryWith({ drainMs: 500 }) });
    const sockets = await Promise.all([1, 2, 3].map(() => openRawSocket(graph.url)));
    for (const raw of sockets) raw.subscribe('1', SUBSCRIPTION);
    await using stream = await openStream(graph.url, { query: SUBSCRIPTION });
    await until('all are live', async () => (await liveOn(graph.url)).subscriptions.members === 4);
    expect((await liveOn(graph.url)).connections).toMatchObject({ sockets: 3, streams: 1 });
    const startedAtMs = performance.now();
    const goneAfterMs: number[] = [];
    const mark = <End>(end: End): End => {
      goneAfterMs.push(performance.now() - startedAtMs);
      return end;
    };
    const stopped = graph.stopGateway();
    const ends = sockets.map(({ closed }) => closed.then(mark));
    expect(await Promise.all([...ends, stream.next().then(mark)])).toEqual([
      GOING_AWAY,
      GOING_AWAY,
      GOING_AWAY,
      null,
    ]);
    await stopped;
    // a quarter of the time lies between one and the next, and a timer is never early
    goneAfterMs.forEach((ms, index) => expect(ms).toBeGreaterThanOrEqual(index * 125 - 5));
  });

  it('lets nobody in, and finishes the requests under way', async () => {
    const { casework, asked, answer } = await startHeld();
    await using _casework = casework;
    await using graph = await startGraph({ urls: { casework: casework.url } });
    const posted = graph.post({ query: '{ whoAmI }' });
    await asked(1);
    const stopped = graph.stopGateway();
    await until('nobody gets in', () => isRefused(graph));
    answer();
    expect(await (await posted).json()).toMatchObject({ data: null });
    await stopped;
  });

  it('closes a socket only when the queries under way on it have their answers', async () => {
    const { casework, asked, answer } = await startHeld();
    await using _casework = casework;
    await using graph = await startGraph({ urls: { casework: casework.url } });
    await using raw = await openRawSocket(graph.url);
    raw.subscribe('1', '{ whoAmI }');
    await asked(1);
    const stopped = graph.stopGateway();
    await until('nobody gets in', () => isRefused(graph));
    answer();
    expect(await raw.next()).toMatchObject({ id: '1', type: 'next' });
    expect(await raw.next()).toEqual({ id: '1', type: 'complete' });
    expect(await raw.closed).toEqual(GOING_AWAY);
    await stopped;
  });

  it('begins nothing new on a socket whose turn has not come: it goes at once', async () => {
    await using graph = await startGraph({
      delivery: deliveryWith({ drainMs: 60_000, stopMs: 120_000 }),
    });
    await using first = await openRawSocket(graph.url);
    await using last = await openRawSocket(graph.url);
    const stopped = graph.stopGateway();
    expect(await first.closed).toEqual(GOING_AWAY);
    last.subscribe('1', '{ __typename }');
    const answered = last.next();
    expect(await last.closed).toEqual(GOING_AWAY);
    await expect(answered).rejects.toThrow('closed with 1001');
    await stopped;
  });

  it('says so to whoever still asks over a connection that is open', async () => {
    const { casework, asked, answer } = await startHeld();
    await using _casework = casework;
    await using graph = await startGraph({ urls: { casework: casework.url } });
    const { hostname, port } = new URL(graph.url);
    const client = connect(Number(port), hostname);
    let text = '';
    client.on('data', (chunk) => (text += chunk.toString()));
    client.write(requestFor('/graphql?query={whoAmI}', '*/*'));
    await asked(1);
    const stopped = graph.stopGateway();
    await until('nobody gets in', () => isRefused(graph));
    client.write(requestFor('/health/ready', '*/*'));
    client.write(requestFor('/graphql?query={whoAmI}', 'text/event-stream'));
    // comes after them, and so shows that they are there
    client.write(requestFor('/graphql?query={again:whoAmI}', '*/*'));
    await asked(2);
    answer();
    await once(client, 'close');
    await stopped;
    expect(text).toContain('HTTP/1.1 503');
    expect(text).toContain('"status":"stopping"');
  });

  it('cuts what is left when its time is over', async () => {
    await using casework = await startScriptedServer();
    casework.script(HOLD);
    await using graph = await startGraph({
      urls: { casework: casework.url },
      delivery: deliveryWith({ stopMs: 100 }),
    });
    await using frozen = await openRawSocket(graph.url);
    frozen.socket.pause();
    const asked = graph.post({ query: '{ whoAmI }' });
    await casework.held();
    await graph.stopGateway();
    await expect(asked).rejects.toThrow();
  });
});

function requestFor(path: string, accept: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: gateway\r\naccept: ${accept}\r\n\r\n`;
}
