import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The project; paths of inputs are relative to it. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '../..');

/** A web page: clients/<name>/page/ with an index.html and a main.tsx. */
export interface PageSource {
  /** Also where the gateway serves it: /<name>. */
  name: string;
  html: string;
  script: string;
  /** Built files; clients/dist/<name>. */
  outFolder: string;
}

/** Every page there is, by name. */
export async function findPages(): Promise<PageSource[]> {
  const clients = join(PROJECT_ROOT, 'clients');
  const names = (await readdir(clients)).sort();
  return names
    .map((name) => ({
      name,
      html: join(clients, name, 'page/index.html'),
      script: join(clients, name, 'page/main.tsx'),
      outFolder: join(clients, 'dist', name),
    }))
    .filter(({ html }) => existsSync(html));
}
