import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps the SDL of each subgraph that was last served, so that a restart needs none of them. */
export interface LastGoodFiles {
  /** By name of the subgraph. */
  read: () => Promise<Map<string, string>>;
  /** Makes the folder hold exactly these. */
  write: (sdls: ReadonlyMap<string, string>) => Promise<void>;
}

const SUFFIX = '.graphql';

export function openLastGoodFiles(folder: string): LastGoodFiles {
  const kept = new Map<string, string>();
  const names = async (): Promise<string[]> =>
    (await readdir(folder))
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length));
  return {
    read: async () => {
      await mkdir(folder, { recursive: true });
      for (const name of await names())
        kept.set(name, await readFile(pathOf(folder, name), 'utf8'));
      return new Map(kept);
    },
    write: async (sdls) => {
      for (const [name, sdl] of sdls)
        if (kept.get(name) !== sdl) await replaceFile(pathOf(folder, name), sdl);
      for (const name of kept.keys())
        if (!sdls.has(name)) await rm(pathOf(folder, name), { force: true });
      kept.clear();
      for (const [name, sdl] of sdls) kept.set(name, sdl);
    },
  };
}

function pathOf(folder: string, name: string): string {
  return join(folder, `${name}${SUFFIX}`);
}

/** A crash in the middle leaves the old file or the new one, never half of it. */
async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  await writeFile(draft, text);
  await rename(draft, path);
}
