import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface Asset {
  contentType: string;
  gzipped: Buffer;
  etag: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
const compress = promisify(gzip);

/** The bundle is 9 MB of text, so it is read when first asked for. */
const sources: Readonly<Record<string, { contentType: string; read: () => Promise<string> }>> = {
  'graphiql.js': { contentType: SCRIPT, read: async () => (await readBundle()).js },
  'graphiql.css': { contentType: STYLE, read: async () => (await readBundle()).css },
  'worker-editorWorkerService.js': {
    contentType: SCRIPT,
    read: async () => (await readBundle()).editorWorkerService,
  },
  'worker-json.js': { contentType: SCRIPT, read: async () => (await readBundle()).jsonWorker },
  'worker-graphql.js': {
    contentType: SCRIPT,
    read: async () => (await readBundle()).graphqlWorker,
  },
  'page.js': { contentType: SCRIPT, read: () => readLocal(new URL('./page.js', import.meta.url)) },
  'page.css': { contentType: STYLE, read: () => readLocal(new URL('./page.css', import.meta.url)) },
};

const prepared = new Map<string, Promise<Asset>>();

/** @returns null where there is no such asset */
export function findAsset(name: string): Promise<Asset> | null {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!source) return null;
  const asset = prepared.get(name) ?? prepare(source.contentType, source.read);
  prepared.set(name, asset);
  return asset;
}

async function prepare(contentType: string, read: () => Promise<string>): Promise<Asset> {
  const text = await read();
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return { contentType, gzipped: await compress(text), etag };
}

function readBundle() {
  return import('@graphql-yoga/render-graphiql/graphiql');
}

function readLocal(file: URL): Promise<string> {
  return readFile(file, 'utf8');
}
