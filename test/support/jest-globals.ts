declare global {
  /** What `@jest/globals` is for the test file that runs in this process now. */
  var testFileGlobals: Readonly<Record<string, object>>;
}

/** Where this module is, which stands for `@jest/globals`. */
export const JEST_GLOBALS = import.meta.url;

/** Of the test file that runs now: who imports this is shared by all test files of a process. */
function current(name: string): unknown {
  const now = (): object => globalThis.testFileGlobals[name] ?? {};
  return new Proxy(() => undefined, {
    apply: (_target, self, given: unknown[]) =>
      Reflect.apply(now() as (...given: unknown[]) => unknown, self, given),
    get: (_target, key) => Reflect.get(now(), key) as unknown,
  });
}

export const describe = current('describe');
export const it = current('it');
export const expect = current('expect');
export const beforeAll = current('beforeAll');
export const afterAll = current('afterAll');
export const beforeEach = current('beforeEach');
export const afterEach = current('afterEach');
export const jest = current('jest');
