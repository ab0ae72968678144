import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { hashInputs, MANIFEST, type PageManifest } from './page-manifest.ts';
import { PROJECT_ROOT, type PageSource } from './page-source.ts';
import { removeOthers, writeCompressed, writeWhole } from './write-files.ts';

/** Packages are known by the lock file, not file by file. */
const LOCK_FILE = 'package-lock.json';

/** Bundles a page: hashed names, precompressed, no reference to anything outside. */
export async function buildPage(page: PageSource): Promise<PageManifest> {
  const { outputFiles, metafile } = await build({
    ...optionsFor(page),
    write: false,
    metafile: true,
  });
  const files = outputFiles.map(({ path, contents }) => ({
    path: relative(page.outFolder, path),
    contents,
  }));
  for (const { path, contents } of files) await writeCompressed(page.outFolder, path, contents);
  await writeWhole(join(page.outFolder, 'index.html'), await htmlOf(page, metafile));
  const manifest = {
    inputs: await hashInputs(await inputsOf(page, metafile)),
    assets: files.map(({ path }) => path).sort(),
  };
  await writeWhole(join(page.outFolder, MANIFEST), JSON.stringify(manifest, null, 2));
  await removeOthers(page.outFolder, new Set(manifest.assets));
  return manifest;
}

function optionsFor(page: PageSource): BuildOptions {
  return {
    entryPoints: [page.script],
    outdir: join(page.outFolder, 'assets'),
    publicPath: `/${page.name}/assets`,
    absWorkingDir: PROJECT_ROOT,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome100', 'safari15.4', 'firefox100'],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    loader: { '.svg': 'file', '.woff2': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  };
}

/** index.html with the entry's script and style, and what that script begins with, in its head. */
async function htmlOf(page: PageSource, metafile: Metafile): Promise<string> {
  const source = relative(PROJECT_ROOT, page.script);
  // Whatever is loaded later has an entry point too.
  const entry = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === source);
  if (!entry) throw new Error(`expected ${page.script} to give an entry`);
  const [script, { cssBundle }] = entry;
  const url = (path: string): string => `/${page.name}/assets/${basename(path)}`;
  const tags = [
    ...(cssBundle ? [`<link rel="stylesheet" href="${url(cssBundle)}" />`] : []),
    ...[...importsOf(script, metafile.outputs)].map(
      (path) => `<link rel="modulepreload" href="${url(path)}" />`,
    ),
    `<script type="module" src="${url(script)}"></script>`,
  ];
  const head = tags.map((tag) => `  ${tag}\n  `).join('');
  return (await readFile(page.html, 'utf8')).replace('</head>', `${head}</head>`);
}

/** The files that a script needs before it can run: asked for at once, not one after the other. */
function importsOf(
  script: string,
  outputs: Metafile['outputs'],
  found = new Set<string>(),
): Set<string> {
  for (const { path, kind } of outputs[script]?.imports ?? []) {
    if (kind !== 'import-statement' || found.has(path)) continue;
    found.add(path);
    importsOf(path, outputs, found);
  }
  return found;
}

async function inputsOf(page: PageSource, metafile: Metafile): Promise<string[]> {
  const scripts = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules'));
  const own = await readdir(import.meta.dirname);
  return [
    ...scripts,
    relative(PROJECT_ROOT, page.html),
    relative(PROJECT_ROOT, join(dirname(page.html), 'tsconfig.json')),
    ...own.map((name) => relative(PROJECT_ROOT, join(import.meta.dirname, name))),
    LOCK_FILE,
  ];
}
