import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Builds a page where it is stale; the bundler needs a process without jest's globals. */
export async function buildPage(name: string): Promise<void> {
  await run(process.execPath, ['clients/build/main.ts', name]);
}
