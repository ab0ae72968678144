import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const manifestShape = z.object({ assets: z.array(z.string()) });

/** A built page: its document and the files it loads, each in three encodings. */
export interface BuiltPage {
  /** Served under /<name>. */
  name: string;
  html: string;
  assets: ReadonlyMap<string, PageAsset>;
}

interface PageAsset {
  contentType: string;
  /** The file itself, or as br or gz, from the disk; null where there is no such encoding. */
  read: (encoding: Encoding) => Promise<Buffer>;
}

export type Encoding = 'br' | 'gzip' | 'identity';

const SUFFIXES: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz', identity: '' };

/** @returns the pages that were built into the folder, by name; none where there is no such folder */
export async function readBuiltPages(folder: string): Promise<BuiltPage[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).sort();
  const built = names.filter((name) => existsSync(join(folder, name, 'page.json')));
  return Promise.all(built.map((name) => readPage(folder, name)));
}

async function readPage(folder: string, name: string): Promise<BuiltPage> {
  const at = (path: string): string => join(folder, name, path);
  const { assets } = manifestShape.parse(JSON.parse(await readFile(at('page.json'), 'utf8')));
  return {
    name,
    html: await readFile(at('index.html'), 'utf8'),
    assets: new Map(assets.map((path) => [path, openAsset(at(path))])),
  };
}

/** Names carry a hash of the content, so what was read once stays right; a failure is not remembered. */
function openAsset(file: string): PageAsset {
  const remembered = new Map<Encoding, Promise<Buffer>>();
  const readOnce = async (encoding: Encoding): Promise<Buffer> => {
    try {
      return await readFile(`${file}${SUFFIXES[encoding]}`);
    } catch (error) {
      remembered.delete(encoding);
      throw error;
    }
  };
  return {
    contentType: CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
    read: (encoding) => {
      const content = remembered.get(encoding) ?? readOnce(encoding);
      remembered.set(encoding, content);
      return content;
    },
  };
}
