import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { readKept, type RegistryState } from './registry-state.ts';

/** The registry's last state, for a gateway that starts while the registry is away. */
export interface RegistryFile {
  read: () => Promise<RegistryState | null>;
  /** A failure is logged: without the file the gateway only starts less well. */
  write: (text: string) => Promise<void>;
}

export function createRegistryFile(path: string, log: Logger): RegistryFile {
  return {
    read: () => readFile(path, 'utf8').then(readKept, () => null),
    write: async (text) => {
      const beside = `${path}.${String(process.pid)}`;
      try {
        await writeFile(beside, text);
        await rename(beside, path);
      } catch (error) {
        log.warn({ err: error }, 'could not keep the registry of district systems');
      }
    },
  };
}
