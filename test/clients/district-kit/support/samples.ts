import { spawnSync } from 'node:child_process';

/** A district's own system in a language that is not ours. */
export interface Sample {
  language: string;
  command: string;
}

/** Whose runtime comes from npm: it runs wherever the tests do. */
const CLOJURE: Sample = {
  language: 'ClojureScript',
  command:
    'node node_modules/nbb/cli.js --classpath clients/district-kit/clojure --main district.main',
};

const PYTHON: Sample = {
  language: 'Python',
  command: 'python3 clients/district-kit/python/main.py',
};

/** Those that can run here; what the others miss is said on standard error. */
export function runnableSamples(): Sample[] {
  const missing = missingForPython();
  if (missing === null) return [CLOJURE, PYTHON];
  process.stderr.write(`left out: no district in Python without ${missing}\n`);
  return [CLOJURE];
}

function missingForPython(): string | null {
  const needs = 'import cryptography, graphql; assert graphql.version_info >= (3, 2)';
  const { error, status } = spawnSync('python3', ['-c', needs], { stdio: 'ignore' });
  if (error) return 'python3';
  return status === 0 ? null : 'graphql-core 3.2 and cryptography';
}
