import { expect, it } from '@jest/globals';
import { cityBureau, citizenLi } from '../support/actors.ts';
import { startCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, refusal } from '../support/story.ts';

it('R35 a closed case is held up as an example once, among offices alone', async () => {
  await using casework = await startCasework();
  const caseId = await acceptedCase(casework);
  await act(casework, cityBureau, 'replyToPetitioner', { caseId });
  const early = await refusal(casework, cityBureau, 'recordExample', { caseId });
  expect(early?.code).toBe('ILLEGAL_MOVE');
  await act(casework, cityBureau, 'concludeCase', { caseId });
  await act(casework, cityBureau, 'recordExample', { caseId, kind: 'BAD' });
  const twice = await refusal(casework, cityBureau, 'recordExample', { caseId });
  expect(twice?.code).toBe('ILLEGAL_MOVE');
  expect(await readCase(casework, caseId, 'example { kind }')).toEqual({
    example: { kind: 'BAD' },
  });
  expect(await readCase(casework, caseId, 'example { kind }', citizenLi)).toEqual({
    example: null,
  });
});
