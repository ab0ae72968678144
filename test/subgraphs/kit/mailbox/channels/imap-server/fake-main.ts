import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/**
 * The city's mail server as a process of its own, over real IMAP and TLS. It keeps what its
 * environment gives it and tells all of it when it is asked, so that it can be started again.
 */
export interface StoredMail {
  uid: number;
  raw: string;
  flags: string[];
}

export interface StoredBox {
  uidvalidity: number;
  uidnext: number;
  messages: StoredMail[];
}

export type Order =
  { do: 'append'; raw: string; flags: string[] } | { do: 'break at store' | 'mend' | 'tell' };

interface Connection {
  socket: Socket;
}
type Handler = (connection: Connection, ...rest: unknown[]) => void;

interface Hoodiecrow {
  storage: { INBOX: StoredBox; '': { folders: Record<string, StoredBox> } };
  appendMessage(box: string, flags: string[], at: Date, raw: string): void;
  getCommandHandler(command: string): Handler;
  setCommandHandler(command: string, handler: Handler): void;
  listen(port: number, host: string, then: () => void): void;
  server: { on(event: 'connection', listener: () => void): void };
}

const require = createRequire(import.meta.url);
const hoodiecrow = require('hoodiecrow-imap') as (options: object) => Hoodiecrow;

const { inbox, done, port } = JSON.parse(process.env.IMAP_STATE ?? '') as {
  inbox: StoredBox;
  done: StoredBox;
  port: number;
};
const fileOf = (name: string): string => new URL(name, import.meta.url).pathname;
const server = hoodiecrow({
  plugins:
    process.env.IMAP_SECURITY === 'STARTTLS'
      ? withPlugins('STARTTLS', 'LOGINDISABLED')
      : withPlugins(),
  secureConnection: process.env.IMAP_SECURITY === 'TLS',
  credentials: { key: readFileSync(fileOf('key.pem')), cert: readFileSync(fileOf('cert.pem')) },
  users: { 'letters@guangan.example': { password: 'secret' } },
  storage: { INBOX: inbox, '': { separator: '/', folders: { Done: done } } },
});

function withPlugins(...more: string[]): string[] {
  return ['ID', 'UIDPLUS', 'MOVE', 'UNSELECT', ...more];
}

let callers = 0;
server.server.on('connection', () => {
  callers += 1;
});

let breaksAtStore = false;
const store = server.getCommandHandler('UID STORE');
server.setCommandHandler('UID STORE', (connection, ...rest) => {
  if (breaksAtStore) connection.socket.destroy();
  else store(connection, ...rest);
});

process.on('message', (order: Order) => {
  if (order.do === 'append') server.appendMessage('INBOX', order.flags, new Date(), order.raw);
  if (order.do === 'break at store') breaksAtStore = true;
  if (order.do === 'mend') breaksAtStore = false;
  process.send?.({
    callers,
    inbox: plain(server.storage.INBOX),
    done: plain(server.storage[''].folders.Done),
  });
});
process.on('disconnect', () => process.exit(0));
server.listen(port, '127.0.0.1', () => process.send?.('ready'));

function plain(box: StoredBox | undefined): StoredBox {
  const { uidvalidity = 1, uidnext = 1, messages = [] } = box ?? {};
  return {
    uidvalidity,
    uidnext,
    messages: messages.map(({ uid, raw, flags }) => ({ uid, raw, flags })),
  };
}
