import { randomInt } from 'node:crypto';
import { isPortFree } from '../../subgraphs/kit/process/free-port.ts';

/** Below those that systems give to whoever asks for any, which are 32,768 and above. */
const [FIRST, END] = [20_000, 32_768];

/**
 * A free port for what stops and comes back at the same address. One that the system chose may be
 * another server's by then: test files run side by side, and open some thirty servers a second.
 */
export async function lastingPort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (await isPortFree(port)) return port;
  }
}

/** One for each name. */
export async function lastingPorts(names: readonly string[]): Promise<Record<string, number>> {
  const ports = names.map(async (name) => [name, await lastingPort()] as const);
  return Object.fromEntries(await Promise.all(ports));
}
