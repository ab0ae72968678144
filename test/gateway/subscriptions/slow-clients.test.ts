import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { openRawSocket, type RawSocket } from '../support/raw-socket.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { deliveryWith, topicsWith } from '../support/test-settings.ts';
import { liveOn, until } from '../support/until.ts';
import { SOCKET_CLIENTS, type OpenClientOf } from './clients/client-kinds.ts';
import { createResuming } from './clients/resuming.ts';

const DOCUMENT =
  'subscription From($after: String) { caseOpened(after: $after) { cursor case { id note } } }';
const EVENT_BYTES = 100_000;
const MARK_BYTES = 1024 * 1024;
/** One event is taken beyond the mark, and one is written while the other waits. */
const MOST_BUFFERED_BYTES = MARK_BYTES + 2 * (EVENT_BYTES + 1_000);

/** Events so large, and a memory so short, that a client which does not read soon is behind. */
async function startLarge(slowClientMs = 60_000): Promise<TestGraph> {
  const graph = await startGraph({
    delivery: deliveryWith({ slowClientBytes: MARK_BYTES, slowClientMs }),
    topics: topicsWith({ tail: { maxEvents: 16, maxBytes: 32 * EVENT_BYTES } }),
  });
  for (const row of graph.rows) row.note = 'x'.repeat(EVENT_BYTES);
  return graph;
}

/** A member that reads, and by which the test knows that an event is out. */
interface Reader {
  /** @returns once one more event has come to the reader */
  tell: () => Promise<void>;
  seen: () => readonly string[];
  raw: RawSocket;
}

async function openReader(graph: TestGraph): Promise<Reader> {
  const raw = await openRawSocket(graph.url);
  raw.subscribe('1', DOCUMENT);
  await until('a reader', () => graph.log.readers() === 1);
  const seen: string[] = [];
  return {
    raw,
    seen: () => seen,
    tell: async () => {
      graph.log.append('c1');
      seen.push(cursorOf((await raw.next()).payload));
    },
  };
}

/** Libraries may add fields, and so have a topic with an upstream of its own. */
function untilTwoAreLive(graph: TestGraph): Promise<void> {
  return until('two live members', async () => {
    const { members, upstreams } = (await liveOn(graph.url)).subscriptions;
    return members === 2 && graph.log.readers() === upstreams;
  });
}

function cursorOf(payload: unknown): string {
  return (payload as { data: { caseOpened: { cursor: string } } }).data.caseOpened.cursor;
}

/** Goes on until what the frozen client would get next is kept no longer. */
async function outrun(graph: TestGraph, reader: Reader): Promise<{ mostBuffered: number }> {
  let mostBuffered = 0;
  for (;;) {
    await reader.tell();
    const { connections, subscriptions } = await liveOn(graph.url);
    mostBuffered = Math.max(mostBuffered, connections.bufferedBytes);
    if (subscriptions.members === 1) return { mostBuffered };
  }
}

const cursors = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `cursor-${first + index}`);

describe('a client that stops reading', () => {
  it('costs a bounded buffer and nobody else anything; it is closed with 1013 and resumes', async () => {
    await using graph = await startLarge();
    const reader = await openReader(graph);
    await using _reader = reader.raw;
    await using frozen = await openRawSocket(graph.url);
    frozen.subscribe('1', DOCUMENT);
    await untilTwoAreLive(graph);
    frozen.socket.pause();
    const { mostBuffered } = await outrun(graph, reader);
    const total = reader.seen().length;
    expect(reader.seen()).toEqual(cursors(1, total));
    expect(mostBuffered).toBeGreaterThan(MARK_BYTES);
    expect(mostBuffered).toBeLessThanOrEqual(MOST_BUFFERED_BYTES);
    expect(frozen.socket.readyState).toBe(frozen.socket.OPEN);

    frozen.socket.resume();
    expect(await frozen.closed).toEqual({
      code: 1013,
      reason: 'Too slow; resume from the last cursor',
    });
    const got: string[] = [];
    for (;;) {
      const message = await frozen.next().catch(() => null);
      if (!message) break;
      got.push(cursorOf(message.payload));
    }
    expect(got.length).toBeLessThan(total);
    expect(got).toEqual(cursors(1, got.length));

    await using resumed = await openRawSocket(graph.url);
    resumed.subscribe('1', DOCUMENT, { after: got.at(-1) });
    const rest: string[] = [];
    while (rest.length < total - got.length) rest.push(cursorOf((await resumed.next()).payload));
    expect(rest).toEqual(cursors(got.length + 1, total));
  });

  it('for a while, far behind, is told all on one connection; what waits for it is bounded', async () => {
    await using graph = await startLarge();
    for (let count = 0; count < 150; count += 1) graph.log.append('c1');
    const reader = await openReader(graph);
    await using _reader = reader.raw;
    for (let count = 0; count < 20; count += 1) await reader.tell();
    await using late = await openRawSocket(graph.url);
    late.socket.pause();
    late.subscribe('1', DOCUMENT, { after: 'cursor-1' });
    await until('it', async () => (await liveOn(graph.url)).subscriptions.members === 2);
    for (let count = 0; count < 5; count += 1) await reader.tell();
    expect((await liveOn(graph.url)).connections.bufferedBytes).toBeLessThan(MOST_BUFFERED_BYTES);
    late.socket.resume();
    const got: string[] = [];
    while (got.length < 174) {
      got.push(cursorOf((await late.next()).payload));
      const { connections } = await liveOn(graph.url);
      expect(connections.bufferedBytes).toBeLessThan(MOST_BUFFERED_BYTES);
    }
    expect(got).toEqual(cursors(2, 175));
    expect(late.socket.readyState).toBe(late.socket.OPEN);
  });

  it('is cut where it takes nothing for too long, without ever reading why', async () => {
    await using graph = await startLarge(100);
    const reader = await openReader(graph);
    await using _reader = reader.raw;
    await using frozen = await openRawSocket(graph.url);
    frozen.subscribe('1', DOCUMENT);
    await untilTwoAreLive(graph);
    frozen.socket.pause();
    while ((await liveOn(graph.url)).connections.sockets === 2) await reader.tell();
    expect((await liveOn(graph.url)).connections.bufferedBytes).toBeLessThan(MARK_BYTES);
  });

  it('is left alone as long as nothing waits for it', async () => {
    await using graph = await startLarge(50);
    await using quiet = await openRawSocket(graph.url);
    quiet.subscribe('1', DOCUMENT);
    await until('a reader', () => graph.log.readers() === 1);
    quiet.socket.pause();
    const reader = await openRawSocket(graph.url);
    await using _reader = reader;
    const startedAtMs = Date.now();
    while (Date.now() - startedAtMs < 300) {
      reader.send({ type: 'ping' });
      expect(await reader.next()).toEqual({ type: 'pong' });
    }
    expect((await liveOn(graph.url)).connections.sockets).toBe(2);
  });

  it('by event stream is ended without `complete`, and goes on from Last-Event-ID', async () => {
    await using graph = await startLarge();
    const reader = await openReader(graph);
    await using _reader = reader.raw;
    const frozen = await openResponse(graph.url);
    await untilTwoAreLive(graph);
    const { mostBuffered } = await outrun(graph, reader);
    const total = reader.seen().length;
    expect(mostBuffered).toBeLessThanOrEqual(MOST_BUFFERED_BYTES);
    const text = await textOf(frozen);
    expect(text).not.toContain('event: complete');
    const got = [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id ?? '');
    expect(got.length).toBeLessThan(total);
    expect(got).toEqual(cursors(1, got.length));
    const last = got.at(-1) ?? '';
    const resumed = await openResponse(graph.url, { 'last-event-id': last });
    let rest = '';
    resumed.on('data', (chunk: Buffer) => (rest += chunk.toString()));
    await until('the last event', () => rest.includes(`id: cursor-${total}\n`));
    const ids = [...rest.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
    expect(ids).toEqual(cursors(got.length + 1, total));
    resumed.destroy();
  });
});

describe.each(SOCKET_CLIENTS)('frozen for a while, unmodified, %s', (_name, open: OpenClientOf) => {
  it('sees each event once', async () => {
    await using graph = await startLarge();
    const reader = await openReader(graph);
    await using _reader = reader.raw;
    const lostBy: number[] = [];
    await using client = open({
      url: () => graph.url,
      onLost: (code) => {
        lostBy.push(code);
        resuming.resume();
      },
    });
    const resuming = createResuming(client.subscribeFrom);
    await untilTwoAreLive(graph);
    client.socket()?.pause();
    await outrun(graph, reader);
    client.socket()?.resume();
    await until('all events', () => resuming.seen().length >= reader.seen().length);
    expect(lostBy).toEqual([1013]);
    await reader.tell();
    await until('a new one', () => resuming.seen().length >= reader.seen().length);
    expect(resuming.seen()).toEqual(reader.seen());
    expect(resuming.errors()).toEqual([]);
    resuming.stop();
  });
});

/** A stream whose body is not read until somebody asks for it. */
async function openResponse(
  url: string,
  headers: Record<string, string> = {},
): Promise<IncomingMessage> {
  const asked = request(`${url}/graphql?query=${encodeURIComponent(DOCUMENT)}`, {
    headers: { accept: 'text/event-stream', ...headers },
  });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response;
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += (chunk as Buffer).toString();
  return text;
}
