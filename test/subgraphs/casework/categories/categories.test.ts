import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi, housing, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { readCase } from '../support/read-case.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

async function idsOf(category: string[]): Promise<string[]> {
  const query = `query ($filter: CaseFilter) { cases(first: 100, filter: $filter) { edges { node { id } } } }`;
  const answer = await casework.ask<{ cases: { edges: { node: { id: string } }[] } }>(
    cityBureau,
    query,
    { filter: { category } },
  );
  return expectData(answer).cases.edges.map(({ node }) => node.id);
}

describe('R26, R95 what a case is about', () => {
  it('is a path the profile lists, and may be changed', async () => {
    const caseId = await caseOf(casework, 'mayor');
    expect(await readCase(casework, caseId, 'category')).toEqual({ category: null });
    const property = ['城乡建设', '住房与房地产', '物业服务'];
    await act(casework, cityBureau, 'classifyCase', { caseId, category: property });
    expect(await readCase(casework, caseId, 'category')).toEqual({ category: property });
    await act(casework, cityBureau, 'classifyCase', { caseId, category: ['民政'] });
    expect(await readCase(casework, caseId, 'category timeline { act }')).toEqual({
      category: ['民政'],
      timeline: ['CASE_REGISTERED', 'CASE_CLASSIFIED', 'CASE_CLASSIFIED'].map((name) => ({
        act: name,
      })),
    });
  });

  it('filters with all that is below it, and nothing that only begins alike', async () => {
    const [upper, lower, other] = [
      await caseOf(casework, 'mayor'),
      await caseOf(casework, 'mayor'),
      await caseOf(casework, 'mayor'),
    ];
    await act(casework, cityBureau, 'classifyCase', { caseId: upper, category: ['教育文体'] });
    const teachers = ['教育文体', '教师待遇'];
    await act(casework, cityBureau, 'classifyCase', { caseId: lower, category: teachers });
    await act(casework, cityBureau, 'classifyCase', { caseId: other, category: ['交通运输'] });
    expect((await idsOf(['教育文体'])).toSorted()).toEqual([upper, lower].toSorted());
    expect(await idsOf(teachers)).toEqual([lower]);
    expect(await idsOf(['教育'])).toEqual([]);
  });

  it('is said by whoever answers for the case, in words the profile has', async () => {
    const caseId = await caseOf(casework, HOUSING);
    await act(casework, housing, 'classifyCase', { caseId, category: ['其他'] });
    expect(await refusal(casework, citizenLi, 'classifyCase', { caseId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const category of [[], ['城乡'], ['物业服务']])
      expect(await refusal(casework, housing, 'classifyCase', { caseId, category })).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'category',
      });
  });
});
