import './global-setup.ts';

/** Stops the embedded server; an external one is left as it was. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testDatabaseServer?.[Symbol.asyncDispose]();
}
