import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const SETTLE_MS = 30;
const POLL_EVERY_MS = 2_000;

/**
 * Tells that a file has changed, come or gone. Its folder is watched rather than itself, because
 * editors and orchestrators replace files; where the system cannot watch, polling alone remains.
 */
export function watchPath(path: string, onChanged: () => void): Disposable {
  let isClosed = false;
  let known: string | null = null;
  let settling: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const seen = await describe(path);
    if (isClosed || seen === known) return;
    known = seen;
    onChanged();
  };
  const settle = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), SETTLE_MS).unref();
  };
  const polling = setInterval(() => void look(), POLL_EVERY_MS).unref();
  const watcher = tryWatch(dirname(path), settle);
  return {
    [Symbol.dispose]: () => {
      isClosed = true;
      clearTimeout(settling);
      clearInterval(polling);
      watcher?.close();
    },
  };
}

/** Differs whenever the file was written or replaced. */
async function describe(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs].join(' ');
  } catch {
    return 'absent';
  }
}

function tryWatch(folder: string, onEvent: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
