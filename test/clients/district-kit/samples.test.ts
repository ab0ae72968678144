import { describe, expect, it } from '@jest/globals';
import { checkStarted, unmetOf } from './support/run-kit.ts';
import { runnableSamples } from './support/samples.ts';

describe('R13 a district’s own system in another language', () => {
  it.each(runnableSamples())(
    'meets all that the contract asks for, as the one in TypeScript does: $language',
    async ({ command }) => {
      const report = await checkStarted(command);
      expect(unmetOf(report)).toEqual([]);
      expect(report).toMatchObject({ exitCode: 0, isComplete: true });
    },
    180_000,
  );
});
