import { describe, expect, it } from '@jest/globals';
import { checkStarted, STARTER, unmetOf } from './support/run-kit.ts';

describe('R13 the starter for a district’s own system', () => {
  it('meets all that the contract asks for, kill -9 included', async () => {
    const report = await checkStarted(`node ${STARTER}`);
    expect(unmetOf(report)).toEqual([]);
    expect(report).toMatchObject({ exitCode: 0, isComplete: true });
  }, 180_000);
});
