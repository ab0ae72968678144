import { Socket } from 'node:net';

/**
 * Loaded before a program by `--import`: what the process writes to a network socket now and then
 * leaves late, and in order. So answers overtake one another as on a busy network, and whoever
 * relied on which of two comes first is found out without a busy machine.
 */

/** Node's own; a stream gives the next piece only after `done`, which keeps the order. */
interface Writer {
  _handle: { constructor: { name: string } } | null;
  _writeGeneric: (
    isMany: boolean,
    data: unknown,
    encoding: string,
    done: (error?: Error) => void,
  ) => void;
}

/** Of so many writes, the rest before it; milliseconds that they take at most. */
const DELAYS = [
  { upTo: 0.7, ms: 0 },
  { upTo: 0.95, ms: 8 },
  { upTo: 0.995, ms: 80 },
  { upTo: 1, ms: 600 },
];

const draw = drawer(Number(process.env.LATE_SEED ?? 1), process.pid);
const writer = Socket.prototype as unknown as Writer;
const write = writer._writeGeneric;

writer._writeGeneric = function (this: Socket & Writer, isMany, data, encoding, done) {
  const ms = isNetwork(this) ? delayOf(draw(), draw()) : 0;
  if (ms === 0) {
    write.call(this, isMany, data, encoding, done);
    return;
  }
  setTimeout(() => {
    if (this.destroyed) done(new Error('the socket was closed before a late write'));
    else write.call(this, isMany, data, encoding, done);
  }, ms);
};

/** Not a pipe: what a process prints last must not be lost. */
function isNetwork(socket: Socket & Writer): boolean {
  return socket.connecting || socket._handle?.constructor.name === 'TCP';
}

function delayOf(kind: number, share: number): number {
  const { ms } = DELAYS.find(({ upTo }) => kind < upTo) ?? { ms: 0 };
  return ms * share;
}

/** Numbers from 0 to 1 (xorshift), others for each seed and process. */
function drawer(...seeds: number[]): () => number {
  let state = seeds.reduce((sum, seed) => Math.imul(sum ^ seed, 2_654_435_761) >>> 0, 1) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
