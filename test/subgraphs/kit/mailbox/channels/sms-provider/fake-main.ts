import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../../../../../subgraphs/kit/http/listen.ts';
import {
  isSigned,
  SIGNATURE_HEADER,
} from '../../../../../../subgraphs/kit/mailbox/channels/sms/signature.ts';

/**
 * A provider of text messages as a process of its own: it knows a message again by its id, checks
 * who sent it, and is down for as long as it is told to be.
 */
const key = Buffer.from(process.env.SMS_KEY ?? '', 'base64url');
const messages = new Map<string, unknown>();
let attempts = 0;
/** silent: takes a message and breaks the connection before it says so. */
let mode: 'up' | 'down' | 'refusing' | 'silent' = 'up';

async function takeMessage(request: IncomingMessage): Promise<[number, object]> {
  attempts += 1;
  const body = await text(request);
  const header = request.headers[SIGNATURE_HEADER]?.toString();
  const now = new Date(Number(/t=(\d+)/.exec(header ?? '')?.[1]) * 1000);
  if (!isSigned(key, { body, header, now })) return [401, {}];
  if (mode === 'down') return [503, {}];
  if (mode === 'refusing') return [422, { state: 'REJECTED', code: 'NUMBER_BARRED' }];
  const id = request.headers['idempotency-key']?.toString() ?? '';
  messages.set(id, JSON.parse(body));
  if (mode === 'silent') request.socket.destroy();
  return [202, { state: 'ACCEPTED' }];
}

/** What it says of every message, once it was told; 404 until then. */
let status: object | null = null;
let questions = 0;

function tellStatus(request: IncomingMessage): [number, object] {
  questions += 1;
  const path = request.url ?? '';
  const header = request.headers[SIGNATURE_HEADER]?.toString();
  const now = new Date(Number(/t=(\d+)/.exec(header ?? '')?.[1]) * 1000);
  if (!isSigned(key, { body: path, header, now })) return [401, {}];
  if (mode === 'down') return [503, {}];
  return status && messages.has(path.replace('/messages/', '')) ? [200, status] : [404, {}];
}

async function answer(request: IncomingMessage): Promise<[number, object]> {
  if (request.url === '/messages') return takeMessage(request);
  if (request.url?.startsWith('/messages/')) return tellStatus(request);
  if (request.url === '/status') {
    status = JSON.parse(await text(request)) as object;
    return [200, {}];
  }
  if (request.method === 'PUT') {
    mode = (await text(request)) as typeof mode;
    return [200, {}];
  }
  return [200, { attempts, questions, messages: [...messages.values()] }];
}

const server = createServer((request, response) => {
  answer(request).then(
    ([status, body]) => response.writeHead(status).end(JSON.stringify(body)),
    () => response.writeHead(500).end(),
  );
});

process.on('disconnect', () => process.exit(0));
process.send?.({ url: await listen(server, 0) });
