import { describe, expect, it } from '@jest/globals';
import { createHeaderForwarding, mayForward } from '../../../gateway/traffic/forward-headers.ts';
import { openSocket } from '../support/socket-client.ts';
import { startGraph } from '../support/start-graph.ts';

describe('headers of a client', () => {
  it('reach subgraphs only where they are allowed', async () => {
    await using graph = await startGraph({ forwardedHeaders: ['accept-language'] });
    await graph.post(
      { query: '{ whoAmI }' },
      { 'accept-language': 'zh', 'x-other': '1', cookie: 'a=b' },
    );
    const headers = graph.subgraphs.casework.requests[0]!.headers;
    expect(headers).toMatchObject({ 'accept-language': 'zh' });
    expect(headers).not.toHaveProperty('x-other');
    expect(headers).not.toHaveProperty('cookie');
  });

  it('come from the parameters of a socket as well', async () => {
    await using graph = await startGraph({ forwardedHeaders: ['accept-language'] });
    await using socket = openSocket(graph.url, { headers: { 'Accept-Language': 'zh' } });
    await socket.subscribe('{ whoAmI }').next();
    expect(graph.subgraphs.casework.requests[0]?.headers).toMatchObject({
      'accept-language': 'zh',
    });
  });

  it('never replace those by which subgraphs know the gateway', () => {
    for (const name of ['authorization', 'cookie', 'host', 'x-request-id', 'content-length'])
      expect(mayForward(name)).toBe(false);
    expect(mayForward('traceparent')).toBe(true);
  });

  it('with more than one line in them do not pass', () => {
    const forward = createHeaderForwarding(['x-a', 'x-b']);
    expect(forward({ 'x-a': 'a\r\nauthorization: b', 'x-b': ['c'] })).toBeUndefined();
    expect(forward({ 'x-a': 'a', 'x-c': 'c' })).toEqual({ 'x-a': 'a' });
  });
});
