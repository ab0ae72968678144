import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { openSocket } from '../support/socket-client.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { stopClockBefore } from '../support/token-clock.ts';
import { until } from '../support/until.ts';

const JOINED = `subscription Opened($after: String) {
  opened: caseOpened(after: $after) { case { id letter { title author } units { id } } }
}`;

/** A subscription is live once its subgraph reads the log for it. */
function untilReaders(graph: TestGraph, count: number): Promise<void> {
  return until(`${count} readers of the log`, () => graph.log.readers() === count);
}

function caseIdOf({ data }: { data?: Record<string, unknown> | null }): string | undefined {
  return (data?.opened as { case: { id: string } } | undefined)?.case.id;
}

describe('a subscription', () => {
  it('joins each event with the other subgraphs, in the order of the events', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    const stream = socket.subscribe(JOINED);
    const first = stream.next();
    await untilReaders(graph, 1);
    for (const id of ['c1', 'c2', 'c3']) graph.log.append(id);
    expect(await first).toEqual({
      data: {
        opened: {
          case: {
            id: 'c1',
            letter: { title: 'Title mayor:1', author: 'Author for district:1' },
            units: [{ id: 'district:1' }, null, { id: 'department:a' }],
          },
        },
      },
    });
    expect([caseIdOf(await stream.next()), caseIdOf(await stream.next())]).toEqual(['c2', 'c3']);
  });

  it('loses and repeats nothing while its subgraph restarts', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    const stream = socket.subscribe(JOINED);
    const first = stream.next();
    await untilReaders(graph, 1);
    graph.log.append('c1');
    expect(caseIdOf(await first)).toBe('c1');
    await graph.stop('casework');
    graph.log.append('c2');
    graph.log.append('c3');
    await graph.restart('casework');
    expect([caseIdOf(await stream.next()), caseIdOf(await stream.next())]).toEqual(['c2', 'c3']);
    await graph.stop('casework');
    await graph.restart('casework');
    graph.log.append('c1');
    expect(caseIdOf(await stream.next())).toBe('c1');
    expect(graph.subgraphs.casework.subscriptions[0]?.variables).toMatchObject({
      gatewayAfter: 'cursor-3',
    });
  });

  it('loses nothing while its subgraph restarts before the first event', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    graph.log.append('c3');
    const stream = socket.subscribe(JOINED);
    const first = stream.next();
    await untilReaders(graph, 1);
    await graph.stop('casework');
    graph.log.append('c1');
    await graph.restart('casework');
    expect(caseIdOf(await first)).toBe('c1');
  });

  it('goes on from the cursor that the client gives, as a variable or in the text', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    for (const id of ['c1', 'c2', 'c3']) graph.log.append(id);
    const variable = socket.subscribe(JOINED, { after: 'cursor-2' });
    expect(caseIdOf(await variable.next())).toBe('c3');
    const literal = socket.subscribe(
      JOINED.replace('$after)', '"cursor-1")').replace('($after: String)', ''),
    );
    expect(caseIdOf(await literal.next())).toBe('c2');
  });

  it('shows the cursor only to clients that ask for it', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    graph.log.append('c1');
    graph.log.append('c2');
    const stream = socket.subscribe(
      'subscription { caseOpened(after: "cursor-1") { gatewayCursor: cursor case { id } } }',
    );
    expect(await stream.next()).toEqual({
      data: { caseOpened: { gatewayCursor: 'cursor-2', case: { id: 'c2' } } },
    });
  });

  it('ends with the subgraph’s error where its cursor is not accepted', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    const stream = socket.subscribe(JOINED, { after: 'nonsense' });
    await expect(stream.next()).rejects.toMatchObject([
      { message: 'bad cursor', extensions: { code: 'CURSOR_INVALID' } },
    ]);
  });

  it('without a cursor ends when its subgraph is lost, since the gap could not be told', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    const stream = socket.subscribe('subscription { tick }');
    const first = stream.next();
    await untilReaders(graph, 1);
    graph.log.append('c1');
    expect(await first).toEqual({ data: { tick: 1 } });
    await graph.stop('casework');
    await expect(stream.next()).rejects.toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
    ]);
  });

  it('keeps its events while another subgraph is away, with the error at its place', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    await graph.stop('letters');
    const stream = socket.subscribe('subscription { caseOpened { case { id letter { title } } } }');
    const first = stream.next();
    await untilReaders(graph, 1);
    graph.log.append('c1');
    expect(await first).toMatchObject({
      data: { caseOpened: { case: { id: 'c1', letter: { title: null } } } },
      errors: [
        {
          path: ['caseOpened', 'case', 'letter', 'title'],
          extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
        },
      ],
    });
  });

  it('leaves nothing behind in the subgraph when the client stops or goes away', async () => {
    await using graph = await startGraph();
    const socket = openSocket(graph.url);
    const stopped = socket.subscribe(JOINED);
    void stopped.next().catch(() => undefined);
    void socket
      .subscribe('subscription { caseOpened { cursor } }')
      .next()
      .catch(() => undefined);
    await untilReaders(graph, 2);
    stopped.stop();
    await untilReaders(graph, 1);
    await socket[Symbol.asyncDispose]();
    await untilReaders(graph, 0);
  });

  it('is refused cleanly when its document is wrong', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    const refusals: Record<string, string> = {
      'subscription { nope }': 'GRAPHQL_VALIDATION_FAILED',
      'subscription {': 'GRAPHQL_PARSE_FAILED',
      'subscription ($a: Boolean!) { caseOpened @skip(if: $a) { cursor } }':
        'GRAPHQL_VALIDATION_FAILED',
      'subscription ($a: String!) { caseOpened(after: $a) { cursor } }': 'BAD_USER_INPUT',
    };
    for (const [query, code] of Object.entries(refusals))
      await expect(socket.subscribe(query).next()).rejects.toMatchObject([
        { extensions: { code } },
      ]);
  });
});

describe('a socket', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('carries queries and mutations too', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    expect(await socket.subscribe('{ case(id: "c1") { letter { title } } }').next()).toEqual({
      data: { case: { letter: { title: 'Title mayor:1' } } },
    });
    expect(
      await socket.subscribe('mutation { addNote(caseId: "c1", text: "!") { note } }').next(),
    ).toEqual({ data: { addNote: { note: 'first!' } } });
  });

  it('takes the token from any of the places where clients put it', async () => {
    await using graph = await startGraph();
    const authorization = `Bearer ${await graph.issuer.sign({ sub: 'u1' })}`;
    for (const params of [
      { authorization },
      { Authorization: authorization },
      { headers: { Authorization: authorization } },
    ]) {
      await using socket = openSocket(graph.url, { ...params, 'x-request-id': 'r1' });
      expect(await socket.subscribe('{ whoAmI }').next()).toEqual({
        data: { whoAmI: 'CITIZEN u1 - r1' },
      });
    }
  });

  it('is closed with 4403 where the token is refused', async () => {
    await using graph = await startGraph();
    const token = await graph.issuer.sign({ sub: 'u1' }, { isForged: true });
    await using socket = openSocket(graph.url, { authorization: `Bearer ${token}` });
    void socket
      .subscribe('{ whoAmI }')
      .next()
      .catch(() => undefined);
    expect(await socket.closed).toBe(4403);
  });

  it('is closed with 4403 a little before the token expires', async () => {
    await using graph = await startGraph();
    const expiresAt = Math.floor(Date.now() / 1000) + 600;
    const token = await graph.issuer.sign({ sub: 'u1' }, { expiresAt });
    stopClockBefore(expiresAt, 200);
    await using socket = openSocket(graph.url, { authorization: `Bearer ${token}` });
    void socket
      .subscribe(JOINED)
      .next()
      .catch(() => undefined);
    expect(await socket.closed).toBe(4403);
  });

  it('is closed with 1013 where the identity provider does not answer', async () => {
    await using graph = await startGraph();
    await using other = await startGraph({
      identity: { ...graph.config.identity, jwksUrl: 'http://127.0.0.1:9/jwks' },
    });
    const token = await graph.issuer.sign({ sub: 'u1' });
    await using socket = openSocket(other.url, { authorization: `Bearer ${token}` });
    void socket
      .subscribe('{ whoAmI }')
      .next()
      .catch(() => undefined);
    expect(await socket.closed).toBe(1013);
  });

  it('is closed with 1001 when the gateway stops, and nothing is left running', async () => {
    await using graph = await startGraph();
    await using socket = openSocket(graph.url);
    void socket
      .subscribe(JOINED)
      .next()
      .catch(() => undefined);
    await untilReaders(graph, 1);
    await graph.stopGateway();
    expect(await socket.closed).toBe(1001);
    await untilReaders(graph, 0);
    await expect(fetch(`${graph.url}/health/live`)).rejects.toThrow();
  });
});
