import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Writes a file, and beside it .br and .gz, so that nothing is compressed while it is served. */
export async function writeCompressed(
  folder: string,
  path: string,
  contents: Uint8Array,
): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const target = join(folder, path);
  await Promise.all([
    writeWhole(target, contents),
    writeWhole(`${target}.br`, await brotli(contents, { params })),
    writeWhole(`${target}.gz`, await deflate(contents, { level: constants.Z_BEST_COMPRESSION })),
  ]);
}

/** Builds may run side by side: whoever reads sees a whole file, the old one or the new one. */
export async function writeWhole(target: string, contents: string | Uint8Array): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${randomUUID()}.tmp`;
  await writeFile(draft, contents);
  await rename(draft, target);
}

/** Deletes the assets of former builds. */
export async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const assets = join(folder, 'assets');
  for (const name of await readdir(assets)) {
    const path = relative(folder, join(assets, name)).replace(/\.(br|gz)$/, '');
    if (!kept.has(path) && !path.endsWith('.tmp')) await rm(join(assets, name), { force: true });
  }
}
