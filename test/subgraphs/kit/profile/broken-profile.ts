import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import type { ProfileError } from '../../../../subgraphs/kit/profile/profile-issue.ts';

export const GUANGAN = 'subgraphs/profiles/guangan';

export interface BrokenProfile extends AsyncDisposable {
  folder: string;
}

/** A place in one file and what to put there; undefined takes it away. */
export type Edit = [path: (string | number)[], value: unknown];

/** A copy of the default profile with one file changed. */
export async function breakProfile(file: string, ...edits: Edit[]): Promise<BrokenProfile> {
  const profile = await copyProfile();
  const path = join(profile.folder, file);
  const document = parseDocument(await readFile(path, 'utf8'));
  for (const [place, value] of edits) {
    if (value === undefined) document.deleteIn(place);
    else document.setIn(place, document.createNode(value));
  }
  await writeFile(path, document.toString());
  return profile;
}

/** A copy of the default profile and of the policies and templates beside it, gone when disposed. */
export async function copyProfile(): Promise<BrokenProfile> {
  const parent = await mkdtemp(join(tmpdir(), 'petition-profile-'));
  const folder = join(parent, 'guangan');
  await cp(GUANGAN, folder, { recursive: true });
  for (const shared of ['policies', 'templates'])
    await cp(join(GUANGAN, '..', shared), join(parent, shared), { recursive: true });
  return { folder, [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }) };
}

/** Why a profile is not taken. */
export async function refusalOf(folder: string): Promise<ProfileError> {
  return loadProfile(folder).then(
    () => {
      throw new Error('The profile was taken.');
    },
    (error: unknown) => error as ProfileError,
  );
}
