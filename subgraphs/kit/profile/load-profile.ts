import { checkProfile } from './check-profile.ts';
import { ProfileError, type ProfileIssue } from './profile-issue.ts';
import { PROFILE_FILES, type ProfileFileName, type ProfileFiles } from './profile-schema.ts';
import type { Profile } from './profile.ts';
import { readProfileFile, type ReadFile } from './read-profile-file.ts';

/**
 * Reads a deployment's profile from its folder of YAML files.
 * @param folder such as subgraphs/profiles/guangan
 * @throws ProfileError (code PROFILE_INVALID) that names all that is wrong at once
 */
export async function loadProfile(folder: string): Promise<Profile> {
  const names = Object.keys(PROFILE_FILES) as ProfileFileName[];
  const read = new Map<ProfileFileName, ReadFile<ProfileFileName>>();
  for (const name of names) read.set(name, await readProfileFile(folder, name));

  const shaped = [...read].filter(([, file]) => file.content !== null);
  const files = Object.fromEntries(
    shaped.map(([name, file]) => [name, file.content]),
  ) as Partial<ProfileFiles>;
  const issues: ProfileIssue[] = [
    ...[...read.values()].flatMap((file) => file.issues),
    ...checkProfile(files).map((finding) => ({
      ...finding,
      line: read.get(finding.file)?.lineOf(finding.path) ?? null,
    })),
  ];
  if (issues.length > 0) throw new ProfileError(folder, issues);
  return toProfile(files as ProfileFiles);
}

function toProfile(files: ProfileFiles): Profile {
  const { upstreamChannels, peers } = files['upstream.yaml'];
  const { places, default: defaultPlace, types, defaultType } = files['places.yaml'];
  return {
    city: files['profile.yaml'],
    districts: files['districts.yaml'].districts.toSorted(byCode),
    departments: files['departments.yaml'].departments.toSorted(byCode),
    leaders: files['leaders.yaml'].leaders,
    upstreamChannels,
    peers,
    policy: files['policy.yaml'],
    routing: { places, defaultPlace, types, defaultType },
    personas: files['personas.yaml'].personas,
  };
}

function byCode(one: { code: string }, two: { code: string }): number {
  return one.code < two.code ? -1 : one.code > two.code ? 1 : 0;
}
