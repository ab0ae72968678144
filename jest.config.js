import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // planted/ breaks the house's rules on purpose; bench/ is a package of its own.
  modulePathIgnorePatterns: ['<rootDir>/test/house/planted/', '<rootDir>/test/bench/'],
  // `npm run test:long` runs what would keep `npm test` over five minutes.
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.test\\.ts$'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Node strips the types itself.
  transform: {},
  runtime: '<rootDir>/test/support/native-runtime.ts',
  injectGlobals: false,
  // Only what hangs takes so long; a machine that does much else besides takes half of it.
  testTimeout: 180_000,
  // A worker waits for the database and for other processes for a good part of its time.
  maxWorkers: availableParallelism() < 4 ? 3 : 4,
  testSequencer: '<rootDir>/test/support/longest-first.ts',
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};
