import { describe, expect, it } from '@jest/globals';
import { openSocket } from '../support/socket-client.ts';
import { openRawSocket } from '../support/raw-socket.ts';
import { ANSWER, HOLD, startScriptedServer } from '../support/scripted-server.ts';
import { startGraph } from '../support/start-graph.ts';

describe('a client that goes away before its answer', () => {
  it('by HTTP: its subgraph is told at once', async () => {
    await using casework = await startScriptedServer();
    casework.script(HOLD);
    await using graph = await startGraph({ urls: { casework: casework.url } });
    const client = new AbortController();
    const asked = fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ whoAmI }' }),
      signal: client.signal,
    });
    await casework.held();
    client.abort();
    await expect(asked).rejects.toThrow();
    await casework.aborted();
  });

  it('by WebSocket: its subgraph is told at once', async () => {
    await using casework = await startScriptedServer();
    casework.script(HOLD);
    await using graph = await startGraph({ urls: { casework: casework.url } });
    const socket = openSocket(graph.url);
    const asked = socket.subscribe('{ whoAmI }').next();
    await casework.held();
    await socket[Symbol.asyncDispose]();
    await expect(asked).rejects.toThrow();
    await casework.aborted();
  });

  it('by `complete` on a socket that lives on: its subgraph is told at once', async () => {
    await using casework = await startScriptedServer();
    casework.script(HOLD, ANSWER);
    await using graph = await startGraph({ urls: { casework: casework.url } });
    await using raw = await openRawSocket(graph.url);
    raw.subscribe('1', '{ whoAmI }');
    await casework.held();
    raw.send({ id: '1', type: 'complete' });
    await casework.aborted();
    raw.subscribe('1', '{ __typename }');
    expect(await raw.next()).toMatchObject({ id: '1', payload: { data: { __typename: 'Query' } } });
    expect(await raw.next()).toEqual({ id: '1', type: 'complete' });
  });

  it('by an event stream: its subgraph is told at once', async () => {
    await using casework = await startScriptedServer();
    casework.script(HOLD);
    await using graph = await startGraph({ urls: { casework: casework.url } });
    const client = new AbortController();
    const asked = fetch(`${graph.url}/graphql?query={whoAmI}`, {
      headers: { accept: 'text/event-stream' },
      signal: client.signal,
    });
    await casework.held();
    client.abort();
    await expect(asked).rejects.toThrow();
    await casework.aborted();
  });
});
