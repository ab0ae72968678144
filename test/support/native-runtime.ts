import { createRequire, flushCompileCache, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type CommonJs from 'jest-runtime';
import { JEST_GLOBALS } from './jest-globals.ts';

const { default: JestRuntime } = createRequire(import.meta.url)('jest-runtime') as typeof CommonJs;

/** What jest's own context calls so is another thing, and `expect.any(String)` would tell. */
const INTRINSICS = {
  ...{ Array, BigInt, Boolean, Date, Function, Map, Number, Object, Promise, RegExp, Set },
  ...{ String, Symbol, Error, RangeError, SyntaxError, TypeError },
};

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals'
      ? { url: JEST_GLOBALS, shortCircuit: true }
      : next(specifier, context),
});

/**
 * Loads test files as Node loads everything, so that one process of jest links the system and its
 * libraries once. Jest's own way, once for each file, takes longer than most tests. Modules are
 * therefore shared by test files: state of a module must not outlive the file that changes it.
 */
export default class NativeRuntime extends JestRuntime {
  constructor(...given: ConstructorParameters<typeof JestRuntime>) {
    super(...given);
    const [, environment] = given;
    Object.assign(environment.global, INTRINSICS);
  }

  override unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  override async unstable_importModule(from: string): Promise<void> {
    globalThis.testFileGlobals = this.requireModuleOrMock(from, '@jest/globals');
    await import(pathToFileURL(from).href);
    // For the processes that the file starts, and not all at once when jest waits for the end.
    flushCompileCache();
  }
}
