import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createReader, type Reading, type SdlFeed } from './sdl-feed.ts';
import { watchPath } from './watch-path.ts';

/** The SDL of a subgraph in a file. */
export function openFileFeed(path: string, onChange: () => void): SdlFeed {
  const { reading, readAgain } = createReader({ read: () => readSdl(path), onChange });
  const watching = watchPath(path, readAgain);
  return { reading, [Symbol.dispose]: () => watching[Symbol.dispose]() };
}

async function readSdl(path: string): Promise<Reading> {
  try {
    return { sdl: await readFile(path, 'utf8') };
  } catch (error) {
    const { code } = error as { code?: unknown };
    const message = `Expected a readable file ${basename(path)}, but got ${String(code)}.`;
    return { fault: { code: 'SDL_UNREADABLE', message } };
  }
}
