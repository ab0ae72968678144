import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that systems give to whoever asks for any, which are 32,768 and above. */
const [FIRST, END] = [26_000, 32_768];

/**
 * A local TCP port that was free a moment ago, for a process that is yet to listen or stops and
 * comes back. One of the system's choice may be another's by then; this one is only by a rare chance.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (await isPortFree(port)) return port;
  }
}

/** Whether nobody listens on the port, on any local address. */
export async function isPortFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
