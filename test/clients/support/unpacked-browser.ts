import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGE = 'node_modules/@sparticuz/chromium/package.json';
const UNPACK = 'test/clients/support/unpack-browser/main.ts';

/**
 * Path of Chromium, unpacked where it is not yet. The package by itself takes for whole what another
 * process is still writing; so it unpacks into a folder of its own, which is moved when it is done.
 */
export async function unpackedBrowser(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `petition-graph-chromium-${version}`);
  if (!existsSync(folder)) await unpackTo(folder);
  return join(folder, 'chromium');
}

async function unpackTo(folder: string): Promise<void> {
  const own = await mkdtemp(`${folder}-`);
  const env = { ...process.env, TMPDIR: own };
  await promisify(execFile)(process.execPath, [UNPACK], { env });
  await rename(own, folder).catch(async (error: unknown) => {
    await rm(own, { recursive: true, force: true });
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
  });
}
