import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';
import { ownPort } from '../../../support/own-port.ts';
import type { Figures, Result } from '../../../../subgraphs/national/interconnect/peer-contract.ts';
import type { PeerEndpoint } from '../../../../subgraphs/national/interconnect/peer-settings.ts';

/** How it answers: as agreed, with an error, with something else, or never. */
type Mood = 'well' | 'failing' | 'babbling' | 'hanging';

/** A province's system behind the contract of schema/contract/peers.md, in small, over real HTTP. */
export interface StubPeer extends AsyncDisposable {
  endpoint: PeerEndpoint;
  /** What it hands over; its cursor is how many it has told of. */
  matters: object[];
  /** Results by id, as often as they came. */
  results: Result[];
  figures: Figures;
  /** Every request: method and path with query. */
  requests: string[];
  mood: Mood;
  /** As for results. */
  resultsMood: Mood;
  stop: () => Promise<void>;
}

const PAGE = 2;

export async function startStubPeer(token = 'secret'): Promise<StubPeer> {
  const server = createServer((request, response) => {
    answer(peer, token, request).then(
      (reply) => reply && send(response, reply),
      () => response.destroy(),
    );
  });
  const peer: StubPeer = {
    endpoint: { url: await listen(server, await ownPort()), token },
    matters: [],
    results: [],
    requests: [],
    figures: { received: 0, online: 0 },
    mood: 'well',
    resultsMood: 'well',
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    [Symbol.asyncDispose]: () => peer.stop(),
  };
  return peer;
}

interface Reply {
  status: number;
  body: string;
}

async function answer(
  peer: StubPeer,
  token: string,
  request: IncomingMessage,
): Promise<Reply | null> {
  const url = new URL(request.url ?? '/', peer.endpoint.url);
  const body = await text(request);
  peer.requests.push(`${request.method} ${url.pathname}${url.search}`);
  if (request.headers.authorization !== `Bearer ${token}`) return { status: 401, body: '' };
  switch (url.pathname === '/results' ? peer.resultsMood : peer.mood) {
    case 'hanging':
      return null;
    case 'failing':
      return { status: 503, body: '' };
    case 'babbling':
      return { status: 200, body: '<html>maintenance of 王小平</html>' };
    case 'well':
      return { status: 200, body: JSON.stringify(route(peer, url, body)) };
  }
}

function route(peer: StubPeer, url: URL, body: string): object {
  if (url.pathname === '/figures') return peer.figures;
  if (url.pathname === '/results') {
    peer.results.push(JSON.parse(body) as Result);
    return {};
  }
  const from = Number(url.searchParams.get('after') ?? 0);
  const matters = peer.matters.slice(from, from + PAGE);
  const cursor = String(from + matters.length);
  return { matters, cursor, hasMore: from + matters.length < peer.matters.length };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** A matter as a peer hands it over. */
export function matter(number: string, changes: Record<string, unknown> = {}) {
  const { letter, ...others } = changes;
  return {
    number,
    upstreamChannel: 'national-bureau',
    submittedAt: '2026-03-01T10:00:00+08:00',
    custody: [
      { bureau: '国家信访局', at: '2026-03-01T10:00:00+08:00' },
      { bureau: '山东省信访局', at: '2026-03-01T15:00:00+08:00' },
    ],
    ...others,
    letter: {
      type: 'HELP',
      channel: 'LETTER',
      title: `反映${number}`,
      content: `第${number}件：补助至今没有发放，请求核实。`,
      petitioner: { name: '王小平', phone: '13900000037' },
      ...(letter as object),
    },
  };
}
