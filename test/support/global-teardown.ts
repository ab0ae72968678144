import './global-setup.ts';

/** Stops the embedded server and removes what was kept; an external server is left as it was. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.heldForTests?.[Symbol.asyncDispose]();
}
