import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

interface Breach {
  rule: string;
  from: string;
  to: string;
}

export interface Cruise {
  breaches: Breach[];
  /** TypeScript modules the checker read. */
  moduleCount: number;
  /** Imports it found in them. */
  importCount: number;
  /** TypeScript files there are. */
  fileCount: number;
}

interface CheckerOutput {
  modules: { source: string; couldNotResolve?: boolean; dependencies: unknown[] }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

const ROOT = resolve(import.meta.dirname, '../..');
const CHECKER = resolve(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const FOLDERS = ['gateway', 'subgraphs', 'schema', 'clients', 'test'];
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Checks the import rules over the tree below a folder that is laid out like the repository. */
export async function cruise(folder: string): Promise<Cruise> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [CHECKER, '--config', resolve(ROOT, '.dependency-cruiser.cjs'), '-T', 'json', ...FOLDERS],
    { cwd: folder, maxBuffer: MAX_OUTPUT_BYTES },
  );
  const { modules, summary } = JSON.parse(stdout) as CheckerOutput;
  const ours = modules.filter(({ source, couldNotResolve }) => isOurs(source) && !couldNotResolve);
  return {
    breaches: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    moduleCount: ours.length,
    importCount: ours.reduce((sum, { dependencies }) => sum + dependencies.length, 0),
    fileCount: globSync(`{${FOLDERS.join(',')}}/**/*.ts`, { cwd: folder }).filter(isOurs).length,
  };
}

/** The repository's own tree. */
export function cruiseHouse(): Promise<Cruise> {
  return cruise(ROOT);
}

/** Why the checker must not be believed, or null: it skips files of a language it cannot read. */
export function blindSpot({ moduleCount, importCount, fileCount }: Cruise): string | null {
  if (fileCount > 0 && moduleCount >= fileCount && importCount > 0) return null;
  return `read ${moduleCount} of ${fileCount} TypeScript files and ${importCount} imports`;
}

function isOurs(source: string): boolean {
  return source.endsWith('.ts') && !/^test\/(house\/planted|bench)\/|node_modules/.test(source);
}
