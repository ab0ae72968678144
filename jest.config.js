import { existsSync } from 'node:fs';

const GLOBAL_SETUP = 'test/support/global-setup.ts';

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // planted/ breaks the house's rules on purpose; bench/ is a package of its own.
  modulePathIgnorePatterns: ['<rootDir>/test/house/planted/', '<rootDir>/test/bench/'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.cjs' },
  injectGlobals: false,
  testTimeout: 60_000,
  maxWorkers: 3,
  ...(existsSync(GLOBAL_SETUP) && { globalSetup: `<rootDir>/${GLOBAL_SETUP}` }),
};
