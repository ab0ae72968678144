import { checkApplied } from './check-policies.ts';
import { checkProfile } from './check-profile.ts';
import { loadPolicies } from './load-policies.ts';
import { loadTemplates } from './load-templates.ts';
import type { NoticeTemplate } from './notice-template.ts';
import { ProfileError, type ProfileIssue } from './profile-issue.ts';
import { PROFILE_FILES, type ProfileFileName, type ProfileFiles } from './profile-schema.ts';
import type { PolicyBook } from './policy.ts';
import type { Profile } from './profile.ts';
import { readYamlFile, type ReadFile } from './read-yaml-file.ts';

/**
 * Reads a deployment's profile from its folder of YAML files, and the policies beside it.
 * @param folder such as subgraphs/profiles/guangan; policies are read from ../policies
 * @throws ProfileError (code PROFILE_INVALID) that names all that is wrong at once
 */
export async function loadProfile(folder: string): Promise<Profile> {
  const names = Object.keys(PROFILE_FILES) as ProfileFileName[];
  const read = new Map<ProfileFileName, ReadFile<unknown>>();
  for (const name of names)
    read.set(name, await readYamlFile<unknown>(folder, name, PROFILE_FILES[name]));
  const { policies, issues: policyIssues } = await loadPolicies(folder);
  const { templates, issues: templateIssues } = await loadTemplates(folder);

  const shaped = [...read].filter(([, file]) => file.content !== null);
  const files = Object.fromEntries(
    shaped.map(([name, file]) => [name, file.content]),
  ) as Partial<ProfileFiles>;
  const applied = files['profile.yaml']?.policies ?? [];
  // A policy that could not be read is a fault of its own file.
  const unfitting = policyIssues.length > 0 ? [] : checkApplied(applied, policies);
  const findings = [
    ...checkProfile(files),
    ...unfitting.map(({ path, ...found }) => ({
      file: 'profile.yaml' as const,
      path: ['policies', ...path],
      ...found,
    })),
  ];
  const issues: ProfileIssue[] = [
    ...[...read.values()].flatMap((file) => file.issues),
    ...findings.map((found) => ({
      ...found,
      line: read.get(found.file)?.lineOf(found.path) ?? null,
    })),
    ...policyIssues,
    ...templateIssues,
  ];
  if (issues.length > 0) throw new ProfileError(folder, issues);
  return toProfile(files as ProfileFiles, { all: policies, applied }, templates);
}

function toProfile(
  files: ProfileFiles,
  policies: PolicyBook,
  templates: readonly NoticeTemplate[],
): Profile {
  const { upstreamChannels, peers } = files['upstream.yaml'];
  const { places, default: defaultPlace, types, defaultType } = files['places.yaml'];
  const { policies: _applied, ...city } = files['profile.yaml'];
  return {
    city,
    districts: files['districts.yaml'].districts.toSorted(byCode),
    departments: files['departments.yaml'].departments.toSorted(byCode),
    leaders: files['leaders.yaml'].leaders,
    officers: files['officers.yaml'].officers,
    upstreamChannels,
    peers,
    categories: toPaths(files['categories.yaml'].categories),
    policies,
    routing: { places, defaultPlace, types, defaultType },
    personas: files['personas.yaml'].personas,
    templates,
    words: files['words.yaml'].words,
  };
}

interface CategoryEntry {
  name: string;
  below?: readonly CategoryEntry[];
}

function toPaths(entries: readonly CategoryEntry[], above: readonly string[] = []): string[][] {
  return entries.flatMap(({ name, below = [] }) => {
    const path = [...above, name];
    return [path, ...toPaths(below, path)];
  });
}

function byCode(one: { code: string }, two: { code: string }): number {
  return one.code < two.code ? -1 : one.code > two.code ? 1 : 0;
}
