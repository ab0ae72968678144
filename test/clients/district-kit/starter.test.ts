import { describe, expect, it } from '@jest/globals';
import { checkStarted, failedOf, idsOf, STARTER, unmetOf } from './support/run-kit.ts';
import { FAULTS } from './support/faults.ts';

const PLANT = new URL('./support/plant-fault.ts', import.meta.url).href;
const TRIED = idsOf('L1', 'L2');

describe('R13 the starter for a district’s own system', () => {
  it('meets all that the contract asks for, kill -9 included', async () => {
    const report = await checkStarted(`node ${STARTER}`);
    expect(unmetOf(report)).toEqual([]);
    expect(report).toMatchObject({ exitCode: 0, isComplete: true });
  }, 180_000);
});

describe('R13 a fault of the contract is named', () => {
  it.each(Object.entries(FAULTS))(
    '%s',
    async (name, { caughtBy }) => {
      const late = caughtBy.filter((id) => !TRIED.includes(id));
      const report = await checkStarted(
        `node --import '${PLANT}?fault=${encodeURIComponent(name)}' ${STARTER}`,
        { only: [...TRIED, ...late] },
      );
      expect(failedOf(report)).toEqual([...caughtBy]);
      expect(report.results.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    },
    180_000,
  );
});
