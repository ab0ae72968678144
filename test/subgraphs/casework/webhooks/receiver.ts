import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ownPort } from '../../../support/own-port.ts';

/** An event as it came. */
interface Received {
  id: string;
  body: string;
  event: { kind: string; caseId: string; cursor: string; [fact: string]: unknown };
  isSigned: (secret: string) => boolean;
}

/** Other software: an HTTP server that may fail for a while. */
export interface Receiver extends AsyncDisposable {
  url: string;
  /** Taken ones, in order. */
  received: Received[];
  /** Every try, taken or not. */
  tries: () => number;
  /** What it answers from now on. */
  answer: (status: number) => void;
  waitFor: (holds: () => boolean) => Promise<void>;
}

/** @param beforeAnswer what it does with each try before it answers */
export async function startReceiver(
  beforeAnswer: () => Promise<void> = () => Promise.resolve(),
): Promise<Receiver> {
  const received: Received[] = [];
  let status = 204;
  let tries = 0;
  let news = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    const take = async (): Promise<void> => {
      tries += 1;
      await beforeAnswer();
      const body = Buffer.concat(chunks).toString();
      const header = (name: string): string => String(request.headers[`webhook-${name}`]);
      const [id, signed] = [header('id'), `${header('id')}.${header('timestamp')}.${body}`];
      if (status < 300)
        received.push({
          id,
          body,
          event: JSON.parse(body) as Received['event'],
          isSigned: (secret) => {
            const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
            const digest = createHmac('sha256', key).update(signed).digest('base64');
            return header('signature') === `v1,${digest}`;
          },
        });
      response.writeHead(status, { location: '/elsewhere' }).end();
      news.resolve(undefined);
      news = Promise.withResolvers();
    };
    request.on('end', () => void take());
  });
  // A sender that pauses must not meet a connection that ends at that moment.
  server.keepAliveTimeout = 0;
  const listening = once(server, 'listening');
  server.listen(await ownPort(), '127.0.0.1');
  await listening;
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/events`,
    received,
    tries: () => tries,
    answer: (next) => {
      status = next;
    },
    waitFor: async (holds) => {
      while (!holds()) await news.promise;
    },
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
