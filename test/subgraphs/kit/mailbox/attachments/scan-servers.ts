import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { ownPort } from '../../../../support/own-port.ts';

const TOO_LARGE = 'INSTREAM size limit exceeded. ERROR';

/** What stands for a virus, wherever it is in a file. */
export const HARM = 'X5O!P%@AP-HARM';

interface ScanServer extends AsyncDisposable {
  url: string;
  /** Files of which it has seen all. */
  seen: Buffer[];
  /** Until it is told otherwise it answers nothing useful. */
  isDown: boolean;
  /** Away altogether: nobody listens there. */
  stop(): Promise<void>;
  /** Back at the same address. */
  start(): Promise<void>;
}

interface Clamd extends ScanServer {
  /** StreamMaxLength: whoever sends more is told so at once and cut off. */
  maxBytes: number;
  /** How often that was. */
  cut: number;
}

/** Answers as ClamAV's daemon does on INSTREAM. */
export async function startClamd(): Promise<Clamd> {
  const server = createServer((socket) => {
    void serveClamd(socket, state);
  });
  const port = await ownPort();
  await listening(server, port);
  const state: Clamd = {
    ...{ url: `clamd://127.0.0.1:${port}`, seen: [], isDown: false },
    ...{ maxBytes: 25_000_000, cut: 0 },
    stop: () => closing(server),
    start: () => listening(server, port),
    [Symbol.asyncDispose]: () => closing(server),
  };
  return state;
}

async function serveClamd(socket: Socket, state: Clamd): Promise<void> {
  let held = Buffer.alloc(0);
  const file: Buffer[] = [];
  let isCommanded = false;
  socket.on('error', () => undefined);
  // whoever leaves the loop has an answer to send first
  const pieces = socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const piece of pieces) {
    held = Buffer.concat([held, piece]);
    if (!isCommanded && held.includes(0)) {
      const end = held.indexOf(0);
      isCommanded = held.subarray(0, end).toString() === 'zINSTREAM';
      held = held.subarray(end + 1);
    }
    while (isCommanded && held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
      const length = held.readUInt32BE();
      if (length === 0) {
        state.seen.push(Buffer.concat(file));
        socket.resume().end(`${verdictOf(Buffer.concat(file), state)}\0`);
        return;
      }
      file.push(held.subarray(4, 4 + length));
      held = held.subarray(4 + length);
    }
    if (file.reduce((sum, { length }) => sum + length, 0) > state.maxBytes) {
      state.cut += 1;
      socket.end(`${TOO_LARGE}\0`, () => socket.destroy());
      return;
    }
  }
}

function verdictOf(file: Buffer, { isDown }: ScanServer): string {
  if (isDown) return "stream: Can't allocate memory ERROR";
  return file.includes(HARM) ? 'stream: Win.Test.Harm FOUND' : 'stream: OK';
}

/** Takes files by HTTP and answers in JSON. */
export async function startHttpScanner(): Promise<ScanServer> {
  const server = createHttpServer((request, response) => {
    void (async () => {
      const file: Buffer[] = [];
      for await (const piece of request as AsyncIterable<Buffer>) file.push(piece);
      const all = Buffer.concat(file);
      state.seen.push(all);
      const infected = all.includes(HARM);
      response.writeHead(state.isDown ? 503 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ infected, signature: infected ? 'Win.Test.Harm' : null }));
    })();
  });
  const port = await ownPort();
  await listening(server, port);
  const stop = (): Promise<void> => {
    server.closeAllConnections();
    return closing(server);
  };
  const state: ScanServer = {
    url: `http://127.0.0.1:${port}/scan`,
    seen: [],
    isDown: false,
    stop,
    start: () => listening(server, port),
    [Symbol.asyncDispose]: stop,
  };
  return state;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
