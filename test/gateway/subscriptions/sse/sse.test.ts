import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createGateway } from '../../../../gateway/gateway.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { openStream, type OpenStream } from '../../support/event-stream.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';
import { startGraph, type TestGraph } from '../../support/start-graph.ts';
import { deliveryWith } from '../../support/test-settings.ts';
import { stopClockBefore } from '../../support/token-clock.ts';
import { liveOn, until } from '../../support/until.ts';

const FROM = 'subscription From($after: String) { caseOpened(after: $after) { case { id } } }';
const COMPLETE = { event: 'complete', data: '' };

async function caseIn(stream: OpenStream): Promise<[id: string | undefined, caseId: string]> {
  const event = await stream.next();
  const { data } = JSON.parse(event?.data ?? '') as {
    data: { caseOpened: { case: { id: string } } };
  };
  return [event?.id, data.caseOpened.case.id];
}

async function codesOf(response: Response): Promise<unknown[]> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

const readers = (graph: TestGraph, count: number): Promise<void> =>
  until(`${count} readers`, () => graph.log.readers() === count);

describe('a stream of events', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('tells each event with its cursor as the id, and leaves nothing behind', async () => {
    await using graph = await startGraph();
    await using stream = await openStream(graph.url, { query: FROM });
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('cache-control')).toContain('no-transform');
    await readers(graph, 1);
    graph.log.append('c1');
    graph.log.append('c2');
    expect(await caseIn(stream)).toEqual(['cursor-1', 'c1']);
    expect(await caseIn(stream)).toEqual(['cursor-2', 'c2']);
    await stream[Symbol.asyncDispose]();
    await readers(graph, 0);
  });

  it.each([
    ['a variable', FROM, { after: 'cursor-1' }],
    ['a variable that is not given', FROM, {}],
    ['a literal', 'subscription { caseOpened(after: "cursor-1") { case { id } } }', {}],
    ['nothing', 'subscription { caseOpened { case { id } } }', {}],
    [
      'a fragment',
      'subscription { ...Opened } fragment Opened on Subscription { caseOpened { case { id } } }',
      {},
    ],
  ])('goes on from Last-Event-ID rather than from %s', async (_what, query, variables) => {
    await using graph = await startGraph();
    for (const id of ['c1', 'c2', 'c3']) graph.log.append(id);
    const headers = { 'last-event-id': 'cursor-2' };
    await using stream = await openStream(graph.url, { query, variables }, headers);
    expect(await caseIn(stream)).toEqual(['cursor-3', 'c3']);
  });

  it('sends comments while nothing happens', async () => {
    await using graph = await startGraph({ delivery: deliveryWith({ heartbeatMs: 20 }) });
    await using stream = await openStream(graph.url, { query: FROM });
    const first = caseIn(stream);
    await until('five comments', () => stream.comments() >= 5);
    await readers(graph, 1);
    graph.log.append('c1');
    expect(await first).toEqual(['cursor-1', 'c1']);
  });

  it('ends without `complete` a little before the token expires', async () => {
    await using graph = await startGraph();
    const expiresAt = Math.floor(Date.now() / 1000) + 600;
    const token = await graph.issuer.sign({ sub: 'u1' }, { expiresAt });
    const headers = { authorization: `Bearer ${token}` };
    stopClockBefore(expiresAt, 200);
    await using stream = await openStream(graph.url, { query: FROM }, headers);
    expect(await stream.next()).toBeNull();
    await readers(graph, 0);
  });

  it('tells the error that ends it, then that it is complete', async () => {
    await using graph = await startGraph();
    const variables = { after: 'nonsense' };
    await using stream = await openStream(graph.url, { query: FROM, variables });
    const event = await stream.next();
    expect(JSON.parse(event?.data ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'CURSOR_INVALID' } }],
    });
    expect(await stream.next()).toEqual(COMPLETE);
    expect(await stream.next()).toBeNull();
  });

  it.each([
    ['wrong field', 'subscription { nope }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['wrong text', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['wrong variable', FROM, { after: { a: 1 } }, 'BAD_USER_INPUT'],
  ])(
    'tells what is wrong with a document in the stream: %s',
    async (_what, query, variables, code) => {
      await using graph = await startGraph();
      await using stream = await openStream(graph.url, { query, variables });
      expect(stream.response.status).toBe(200);
      const event = await stream.next();
      expect(event).toMatchObject({ event: 'next' });
      expect(JSON.parse(event?.data ?? '')).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(await stream.next()).toEqual(COMPLETE);
    },
  );

  it('carries queries and mutations too, each with one result', async () => {
    await using graph = await startGraph();
    await using query = await openStream(graph.url, { query: '{ case(id: "c1") { id } }' });
    expect(await query.next()).toEqual({
      event: 'next',
      data: '{"data":{"case":{"id":"c1"}}}',
    });
    expect(await query.next()).toEqual(COMPLETE);
    const text = 'mutation { addNote(caseId: "c1", text: "!") { note } }';
    await using mutation = await openStream(graph.url, { query: text });
    expect((await mutation.next())?.data).toBe('{"data":{"addNote":{"note":"first!"}}}');
  });
});

describe('a client that is gone before it is known', () => {
  it('is not subscribed', async () => {
    await using graph = await startGraph();
    await using keys = await startScriptedServer();
    let answerKeys = (): void => undefined;
    keys.script((response) => {
      answerKeys = () => void sendKeys(graph, response);
    });
    const identity = { ...graph.config.identity, jwksUrl: keys.url };
    await using other = await createGateway({
      config: { ...graph.config, identity },
      log: createLog('gateway', 'silent'),
    });
    const token = await graph.issuer.sign({ sub: 'u1' });
    const client = new AbortController();
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    const asked = fetch(`${other.url}/graphql?query=subscription{tick}`, {
      headers,
      signal: client.signal,
    });
    await until('the keys are asked for', () => keys.requests.length === 1);
    client.abort();
    await expect(asked).rejects.toThrow();
    await fetch(`${other.url}/health/live`);
    answerKeys();
    const known = await openStream(
      other.url,
      { query: FROM },
      { authorization: `Bearer ${token}` },
    );
    await using _known = known;
    await readers(graph, 1);
    expect((await liveOn(other.url)).subscriptions.members).toBe(1);
    expect((await liveOn(other.url)).connections.streams).toBe(1);
  });
});

async function sendKeys(graph: TestGraph, response: ServerResponse): Promise<void> {
  const keys = await fetch(`${graph.issuer.url}/jwks`);
  response.setHeader('content-type', 'application/json');
  response.end(await keys.text());
}

describe('a stream is refused by status', () => {
  it('401 where the token is refused', async () => {
    await using graph = await startGraph();
    const token = await graph.issuer.sign({ sub: 'u1' }, { isForged: true });
    const headers = { authorization: `Bearer ${token}` };
    await using stream = await openStream(graph.url, { query: FROM }, headers);
    expect(stream.response.status).toBe(401);
    expect(stream.response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('400 where there is no document, or variables are no object', async () => {
    await using graph = await startGraph();
    const bodies = ['{}', '[]', '"text"', 'no JSON', `{"query":"{whoAmI}","variables":[1]}`];
    for (const body of bodies) {
      const response = await fetch(`${graph.url}/graphql`, {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
        body,
      });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
    }
  });

  it('405 where a GET would change something', async () => {
    await using graph = await startGraph();
    const query = encodeURIComponent('mutation { addNote(caseId: "c1", text: "!") { note } }');
    const response = await fetch(`${graph.url}/graphql?query=${query}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(graph.rows[0]?.note).toBe('first');
  });

  it('406 where Accept allows neither a stream nor JSON', async () => {
    await using graph = await startGraph();
    for (const accept of ['text/html', 'text/event-stream;q=0']) {
      const response = await graph.post({ query: '{ whoAmI }' }, { accept });
      expect(response.status).toBe(406);
    }
  });

  it('and is no stream where JSON is wanted as much, as urql’s queries have it', async () => {
    await using graph = await startGraph();
    const accept = 'application/graphql-response+json, application/json, text/event-stream';
    const response = await graph.post({ query: '{ whoAmI }' }, { accept });
    expect(response.headers.get('content-type')).toContain('application/graphql-response+json');
    expect(await response.json()).toMatchObject({ data: {} });
  });
});
