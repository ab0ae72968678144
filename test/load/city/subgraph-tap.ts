import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as ask,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** What passed between the gateway and one subgraph. */
interface TapCounts {
  /** Operations over HTTP. */
  fetches: number;
  /** Sockets with a subscription that are open now. */
  upstreams: number;
  /** The most of them that were open at any one moment. */
  mostUpstreams: number;
}

/** Stands between the gateway and a subgraph and counts, so that nobody has to be believed. */
export interface SubgraphTap extends AsyncDisposable {
  /** Base URL. */
  url: string;
  /** @param target base URL of the subgraph */
  aim(target: string): void;
  counts(): TapCounts;
  /** Counts from zero; of the upstreams those that are open now. */
  reset(): void;
}

export async function openSubgraphTap(): Promise<SubgraphTap> {
  let hostname = '';
  let port = '';
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  let fetches = 0;
  let upstreams = 0;
  let mostUpstreams = 0;

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    fetches += 1;
    const { method, url, headers } = incoming;
    const onward = ask({ hostname, port, agent, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };

  const tunnel = (incoming: IncomingMessage, near: Socket, head: Buffer): void => {
    const far = connect(Number(port), hostname);
    upstreams += 1;
    mostUpstreams = Math.max(mostUpstreams, upstreams);
    const end = (): void => {
      if (!sockets.delete(far)) return;
      upstreams -= 1;
      near.destroy();
      far.destroy();
    };
    sockets.add(far);
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', end).on('close', end);
    far.write(headOf(incoming));
    far.write(head);
    near.pipe(far).pipe(near);
  };

  const server = createServer(forward).on('upgrade', tunnel).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    aim: (target) => ({ hostname, port } = new URL(target)),
    counts: () => ({ fetches, upstreams, mostUpstreams }),
    reset: () => {
      fetches = 0;
      mostUpstreams = upstreams;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function headOf({ method = 'GET', url = '/', rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index] ?? ''}: ${rawHeaders[index + 1] ?? ''}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
