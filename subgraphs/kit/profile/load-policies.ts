import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPolicies } from './check-policies.ts';
import { policyFile } from './policy-schema.ts';
import type { Policy } from './policy.ts';
import type { ProfileIssue } from './profile-issue.ts';
import { readYamlFile } from './read-yaml-file.ts';

/** From a profile's folder: the policies of all jurisdictions, shared by all profiles. */
const POLICIES = join('..', 'policies');

/** Reads every policy there is; reports every fault instead of throwing. */
export async function loadPolicies(
  profileFolder: string,
): Promise<{ policies: Policy[]; issues: ProfileIssue[] }> {
  const names = await readdir(join(profileFolder, POLICIES)).catch(() => null);
  if (names === null) {
    const missing = { path: [], line: null, expected: 'a folder of policies', received: 'none' };
    return { policies: [], issues: [{ file: POLICIES, ...missing }] };
  }
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  const read = await Promise.all(
    files.map(async (name) => {
      const file = join(POLICIES, name);
      return { file, ...(await readYamlFile(profileFolder, file, policyFile)) };
    }),
  );
  const sources = read.flatMap(({ file, content }) =>
    content === null ? [] : [{ file, policy: content }],
  );
  const findings = checkPolicies(sources).map((found) => ({
    ...found,
    line: read.find(({ file }) => file === found.file)?.lineOf(found.path) ?? null,
  }));
  return {
    policies: sources.map(({ policy }) => policy),
    issues: [...read.flatMap(({ issues }) => issues), ...findings],
  };
}
