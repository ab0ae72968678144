import { openSync } from 'node:fs';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const ROTATE_BYTES = 20 * 1024 * 1024;
const POLL_MS = 1_000;
const ERROR_LEVEL = 50;
const MAX_ERRORS_A_POLL = 3;

/** Opens a log for appending; a large one of earlier runs is moved to `<file>.1`. */
export async function openServiceLog(file: string): Promise<number> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const size = await sizeOf(file);
  if (size > ROTATE_BYTES) await rename(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The end of a log without stack frames, JSON lines shortened to what happened. */
export async function lastLines(file: string, count: number): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => !/^\s*(at .*)?$/.test(line))
    .slice(-count)
    .map((line) => `  ${toSentence(parseEntry(line)) ?? line}`);
}

/** Tells of errors as they are appended to a log, a few at a time; the file has the rest. */
export async function watchErrors(
  file: string,
  onError: (sentence: string) => void,
): Promise<Disposable> {
  let offset = await sizeOf(file);
  let isBusy = false;
  const look = async (): Promise<void> => {
    const size = await sizeOf(file);
    if (size < offset) offset = 0;
    if (size === offset) return;
    const text = await readFrom(file, offset, size);
    const end = text.lastIndexOf('\n') + 1;
    offset += Buffer.byteLength(text.slice(0, end));
    const errors = text.slice(0, end).split('\n').map(parseEntry).filter(isError);
    for (const entry of errors.slice(0, MAX_ERRORS_A_POLL)) onError(toSentence(entry) ?? 'error');
    const more = errors.length - MAX_ERRORS_A_POLL;
    if (more > 0) onError(`and ${more} more errors, see ${file}`);
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    void look()
      .catch(() => undefined)
      .finally(() => {
        isBusy = false;
      });
  }, POLL_MS).unref();
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}

interface Entry {
  level?: number;
  msg?: string;
  err?: { message?: string };
}

function parseEntry(line: string): Entry | null {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' ? entry : null;
  } catch {
    return null;
  }
}

function isError(entry: Entry | null): entry is Entry {
  return (entry?.level ?? 0) >= ERROR_LEVEL;
}

function toSentence(entry: Entry | null): string | null {
  if (!entry) return null;
  const parts = [entry.msg, entry.err?.message].filter((part) => part !== undefined);
  return [...new Set(parts)].join(': ');
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function readFrom(file: string, start: number, end: number): Promise<string> {
  await using handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
  return buffer.toString('utf8', 0, bytesRead);
}
