/** One thing wrong in a profile, with the place where an editor has to look. */
export interface ProfileIssue {
  /** Path from the profile's folder, such as leaders.yaml or ../policies/wuxi.yaml. */
  file: string;
  /** Keys and indices from the top of the file. */
  path: readonly (string | number)[];
  /** 1-based, null where the file as a whole is meant. */
  line: number | null;
  expected: string;
  received: string;
}

/** A profile was refused; `issues` holds all that is wrong, the message one line for each. */
export class ProfileError extends Error {
  readonly code = 'PROFILE_INVALID';
  readonly issues: readonly ProfileIssue[];

  constructor(folder: string, issues: readonly ProfileIssue[]) {
    super(`The profile in ${folder} is not usable:\n${issues.map(toLine).join('\n')}`);
    this.name = 'ProfileError';
    this.issues = issues;
  }
}

/** One fault in one line: file, line, key, what was expected, what came. */
export function toLine({ file, line, path, expected, received }: ProfileIssue): string {
  const place = line === null ? file : `${file}:${line}`;
  const key = path.length === 0 ? '' : ` ${toYamlPath(path)}:`;
  return `  ${place}:${key} expected ${expected}, came ${received}`;
}

function toYamlPath(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
