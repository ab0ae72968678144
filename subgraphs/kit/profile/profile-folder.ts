import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PROJECT_ROOT = resolve(import.meta.dirname, '../../..');
const PROFILES = join(PROJECT_ROOT, 'subgraphs/profiles');
/** Beside the profiles, and none of them: for all of them. */
const SHARED = ['policies', 'templates'];

/**
 * The folder of a profile that was named (hangzhou) or pointed at (../our-city, /etc/city).
 * @throws Error that lists the names there are
 */
export function profileFolder(chosen: string): string {
  if (/[/\\.]/.test(chosen)) return resolve(PROJECT_ROOT, chosen);
  const names = profileNames();
  if (names.includes(chosen)) return join(PROFILES, chosen);
  const expected = `PROFILE: expected one of ${names.join(', ')}, or the path of a folder`;
  throw new Error(`${expected}, came ${chosen}`);
}

/** The profiles that come with the project. */
function profileNames(): string[] {
  const entries = readdirSync(PROFILES, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !SHARED.includes(entry.name))
    .map(({ name }) => name)
    .sort();
}
