import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort, isPortFree } from '../../subgraphs/kit/process/free-port.ts';

/** Below those that `findFreePort` and the system choose from. */
const [FIRST, END] = [14_000, 26_000];

/**
 * A port for a server that stops and comes back at the same address. Test files run side by side
 * and open some thirty servers a second: no other test gets this one, up or down, until all are over.
 */
export async function ownPort(): Promise<number> {
  const folder = process.env.TEST_PORTS;
  if (!folder) return findFreePort();
  for (;;) {
    const port = randomInt(FIRST, END);
    if ((await isClaimed(join(folder, String(port)))) && (await isPortFree(port))) return port;
  }
}

/** One for each name. */
export async function ownPorts(names: readonly string[]): Promise<Record<string, number>> {
  const ports = names.map(async (name) => [name, await ownPort()] as const);
  return Object.fromEntries(await Promise.all(ports));
}

/** @returns false where another test has it */
async function isClaimed(file: string): Promise<boolean> {
  try {
    await writeFile(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    return false;
  }
}
