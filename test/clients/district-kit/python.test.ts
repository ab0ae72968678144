import { describe, expect, it } from '@jest/globals';
import { missingForPython, PYTHON_SYSTEM } from './support/python.ts';
import { checkStarted, unmetOf } from './support/run-kit.ts';

const missing = missingForPython();
if (missing !== null) process.stderr.write(`skipped: no district in Python without ${missing}\n`);

(missing === null ? describe : describe.skip)('R13 a district’s own system in Python', () => {
  it('meets all that the contract asks for, as the one in TypeScript does', async () => {
    const report = await checkStarted(PYTHON_SYSTEM);
    expect(unmetOf(report)).toEqual([]);
    expect(report).toMatchObject({ exitCode: 0, isComplete: true });
  }, 180_000);
});
