import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, refusal } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

async function answered(contentFingerprint: string): Promise<string> {
  const caseId = await acceptedCase(casework, { contentFingerprint });
  await act(casework, cityBureau, 'replyToPetitioner', { caseId });
  return caseId;
}

describe('R37 满意度评价', () => {
  it('is given once, by the petitioner alone, after an answer', async () => {
    const caseId = await answered('00000000000000ff');
    expect((await refusal(casework, cityBureau, 'rateCase', { caseId }))?.code).toBe('FORBIDDEN');
    await act(casework, citizenLi, 'rateCase', { caseId });
    expect(await refusal(casework, citizenLi, 'rateCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      move: 'RATE',
    });
    expect(await readCase(casework, caseId, 'rating { satisfaction }')).toEqual({
      rating: { satisfaction: 'VERY_SATISFIED' },
    });
  });
});

describe('R34, R78 repeats', () => {
  it('a text like an earlier one of the petitioner is linked to it, never lost, and not rated', async () => {
    const first = await answered('ffff000000000000');
    const repeat = await answered('ffff000000000007');
    const other = await answered('ffff00000000f000');
    expect(await readCase(casework, repeat, 'repeatOf { id }')).toEqual({
      repeatOf: { id: first },
    });
    expect(await readCase(casework, other, 'repeatOf { id }')).toEqual({ repeatOf: null });
    const refused = await refusal(casework, citizenLi, 'rateCase', { caseId: repeat });
    expect(refused?.code).toBe('ILLEGAL_MOVE');
    expect(refused?.message).toContain('NOT_ELIGIBLE');
  });
});
