import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Scanner, ScanResult } from './scanner.ts';

const DEFAULT_PORT = 3310;

/** ClamAV's daemon, by its INSTREAM command. @param url such as clamd://127.0.0.1:3310 */
export function createClamdScanner(url: URL): Scanner {
  return {
    scan: async (bytes, signal) => {
      const socket = connect(Number(url.port || DEFAULT_PORT), url.hostname);
      try {
        const answer = readAnswer(socket);
        await Promise.all([pipeline(inStream(bytes), socket, { end: false, signal }), answer]);
        return toResult(await answer);
      } finally {
        socket.destroy();
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Each piece after its length; a length of zero ends the file. */
async function* inStream(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const piece of bytes) {
    yield lengthOf(piece.length);
    yield piece;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** Everything up to a zero byte, which may come before the file is out. */
async function readAnswer(socket: Socket): Promise<string> {
  let answer = '';
  for await (const piece of socket as AsyncIterable<Buffer>) {
    answer += piece.toString('utf8');
    if (answer.includes('\0')) break;
  }
  return answer.replace(/\0.*$/s, '');
}

/** `stream: OK`, `stream: <name> FOUND` or an error. */
function toResult(answer: string): ScanResult {
  if (/^stream: OK$/.test(answer)) return { isInfected: false, signature: null };
  const signature = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (signature !== undefined) return { isInfected: true, signature };
  throw new Error(`clamd: expected OK or FOUND, got ${answer.slice(0, 100) || 'nothing'}`);
}
