import { describe, expect, it } from '@jest/globals';
import { checkStarted, failedOf, idsOf, STARTER } from './support/run-kit.ts';
import { FAULTS } from './support/faults.ts';

const PLANT = new URL('./support/plant-fault.ts', import.meta.url).href;
const TRIED = idsOf('L1', 'L2');

describe('R13 a fault of the contract is named', () => {
  it.each(Object.entries(FAULTS))(
    '%s',
    async (name, { caughtBy }) => {
      const late = caughtBy.filter((id) => !TRIED.includes(id));
      const report = await checkStarted(
        `node --import '${PLANT}?fault=${encodeURIComponent(name)}' ${STARTER}`,
        // Some are told by what does not come in time.
        { only: [...TRIED, ...late], patience: 1 },
      );
      expect(failedOf(report)).toEqual([...caughtBy]);
      expect(report.results.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    },
    180_000,
  );
});
