import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT, type PageSource } from './page-source.ts';

/** What a build was made from and what it made; written last, as page.json. */
export interface PageManifest {
  /** Path in the project → hash of its content. */
  inputs: Record<string, string>;
  /** Paths below the page's address, all but index.html. */
  assets: string[];
}

export const MANIFEST = 'page.json';

/** @returns null where the page was never built */
async function readManifest(page: PageSource): Promise<PageManifest | null> {
  const path = join(page.outFolder, MANIFEST);
  if (!existsSync(path)) return null;
  return JSON.parse(await readFile(path, 'utf8')) as PageManifest;
}

/** Hashes of files, by which a later build sees whether anything changed. */
export async function hashInputs(paths: Iterable<string>): Promise<Record<string, string>> {
  const hashes = await Promise.all(
    [...new Set(paths)].sort().map(async (path) => [path, await hashFile(path)] as const),
  );
  return Object.fromEntries(hashes);
}

/** Whether the page was built from just what is there now. */
export async function isUpToDate(page: PageSource): Promise<boolean> {
  const manifest = await readManifest(page);
  if (!manifest) return false;
  const now = await hashInputs(Object.keys(manifest.inputs));
  return Object.entries(manifest.inputs).every(([path, hash]) => now[path] === hash);
}

/** A file that is gone has no hash, and so differs. */
async function hashFile(path: string): Promise<string> {
  const absolute = join(PROJECT_ROOT, path);
  if (!existsSync(absolute)) return '';
  return createHash('sha256')
    .update(await readFile(absolute))
    .digest('hex');
}
