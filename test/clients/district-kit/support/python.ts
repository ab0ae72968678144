import { spawnSync } from 'node:child_process';

export const PYTHON_SYSTEM = 'python3 clients/district-kit/python/main.py';

/** Null where the sample in Python can run, else what is missing. */
export function missingForPython(): string | null {
  const needs = 'import cryptography, graphql; assert graphql.version_info >= (3, 2)';
  const { error, status } = spawnSync('python3', ['-c', needs], { stdio: 'ignore' });
  if (error) return 'python3';
  return status === 0 ? null : "Debian's python3-graphql-core (3.2) or python3-cryptography";
}
