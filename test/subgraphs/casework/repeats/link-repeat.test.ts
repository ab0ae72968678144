import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, citizenLi, guangan, GUANGAN, housing } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import {
  act,
  caseOf,
  expectData,
  firstOf,
  petitionTo,
  refusal,
  register,
} from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => casework[Symbol.asyncDispose]());

interface Linked {
  isRepeat: boolean;
  repeatOf: { registrationNumber: string } | null;
  repeatLinks: { isLinked: boolean; reason: string; role: string; account: string | null }[];
}

async function linkOf(caseId: string, actor: Actor = cityBureau): Promise<Linked> {
  const query = `query ($id: ID!) { case(id: $id) { isRepeat repeatOf { registrationNumber }
    repeatLinks { isLinked reason role account } } }`;
  return expectData(await casework.ask<{ case: Linked }>(actor, query, { id: caseId })).case;
}

async function codeOf(variables: Record<string, unknown>, actor = cityBureau): Promise<unknown> {
  const refused = await refusal(casework, actor, 'linkRepeat', variables);
  return refused && [refused.code, refused.argument].filter((part) => part !== undefined);
}

/** How many of the period's cases count as repeats. */
async function countRepeats(): Promise<number> {
  const query = `{ statistics(period: { kind: RANGE, from: "2026-03-01", to: "2026-03-31" }) {
    figures(of: [REPEAT]) { measure cases { totalCount } } } }`;
  const answer = await casework.ask<{
    statistics: { figures: { measure: string; cases: { totalCount: number } }[] };
  }>(cityBureau, query);
  const { figures } = expectData(answer).statistics;
  return figures.find(({ measure }) => measure === 'REPEAT')?.cases.totalCount ?? -1;
}

const markOf = (person: string): string => createHash('sha256').update(person).digest('base64url');

describe('a repeat that staff links by hand', () => {
  it('R34 R40 is one flow with the first, is kept with who did it and why, and can be undone', async () => {
    const first = await firstOf(casework, 'mayor');
    const caseId = await caseOf(casework, 'mayor', { petitionerAccount: null, channel: 'VISIT' });
    await act(casework, cityBureau, 'linkRepeat', { caseId, first, reason: '来访人自述' });
    const link = { isLinked: true, reason: '来访人自述', role: 'CITY_BUREAU' };
    expect(await linkOf(caseId)).toEqual({
      isRepeat: true,
      repeatOf: { registrationNumber: first },
      repeatLinks: [{ ...link, account: cityBureau.id }],
    });
    expect(await codeOf({ caseId, first })).toEqual(['ILLEGAL_MOVE']);
    await act(casework, cityBureau, 'unlinkRepeat', { caseId, reason: '实为两事' });
    expect(await linkOf(caseId)).toMatchObject({
      ...{ isRepeat: false, repeatOf: null },
      repeatLinks: [link, { isLinked: false, reason: '实为两事' }],
    });
    expect((await refusal(casework, cityBureau, 'unlinkRepeat', { caseId }))?.code).toBe(
      'ILLEGAL_MOVE',
    );
  });

  it('R37 counts as a repeat, and is not rated', async () => {
    const first = await firstOf(casework, 'mayor');
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const before = await countRepeats();
    await act(casework, cityBureau, 'linkRepeat', { caseId, first });
    expect(await countRepeats()).toBe(before + 1);
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    const refused = await refusal(casework, citizenLi, 'rateCase', { caseId });
    expect(refused?.message).toContain('R37: NOT_ELIGIBLE');
    await act(casework, cityBureau, 'unlinkRepeat', { caseId });
    expect(await countRepeats()).toBe(before);
  });

  it('R34 is never the earlier one, nor linked in a chain or a circle', async () => {
    const early = await caseOf(casework, 'mayor');
    const late = await caseOf(casework, 'mayor');
    const numberOf = async (id: string): Promise<string> =>
      expectData(
        await casework.ask<{ case: { registrationNumber: string } }>(
          cityBureau,
          'query ($id: ID!) { case(id: $id) { registrationNumber } }',
          { id },
        ),
      ).case.registrationNumber;
    const first = await numberOf(early);
    expect(await codeOf({ caseId: early, first: await numberOf(late) })).toEqual([
      ...['BAD_USER_INPUT', 'first'],
    ]);
    expect(await codeOf({ caseId: early, first })).toEqual(['BAD_USER_INPUT', 'first']);
    await act(casework, cityBureau, 'linkRepeat', { caseId: late, first });
    const later = await caseOf(casework, 'mayor');
    expect(await codeOf({ caseId: later, first: await numberOf(late) })).toEqual([
      ...['BAD_USER_INPUT', 'first'],
    ]);
    const other = await firstOf(casework, 'mayor');
    expect(await codeOf({ caseId: early, first: other })).toEqual(['ILLEGAL_MOVE']);
    expect(await codeOf({ caseId: later, first: 'GA-1999-000001' })).toEqual([
      'NOT_FOUND',
      'first',
    ]);
  });

  it('R34 is of the same petitioner where both are known: by account, or by a mark', async () => {
    const mark = markOf('zhao');
    const first = await firstOf(casework, 'mayor', {
      ...{ petitionerAccount: 'account:zhao', petitionerMarks: [mark] },
    });
    const stranger = await caseOf(casework, 'mayor', { petitionerAccount: 'account:qian' });
    expect(await codeOf({ caseId: stranger, first })).toEqual(['BAD_USER_INPUT', 'first']);
    const same = await caseOf(casework, 'mayor', {
      ...{ petitionerAccount: 'account:qian', petitionerMarks: [mark] },
    });
    expect(await codeOf({ caseId: same, first })).toBeNull();
  });

  it('R96 leads nobody to a case they may not see, and tells petitioners nothing of the record', async () => {
    const elsewhere = await firstOf(casework, 'mayor');
    const caseId = await caseOf(casework, GUANGAN);
    expect(await codeOf({ caseId, first: elsewhere }, guangan)).toEqual(['NOT_FOUND', 'first']);
    expect(await codeOf({ caseId, first: elsewhere }, housing)).toEqual(['NOT_FOUND', 'caseId']);
    const first = await firstOf(casework, GUANGAN);
    await act(casework, guangan, 'linkRepeat', { caseId, first });
    expect((await linkOf(caseId, guangan)).repeatLinks).toMatchObject([{ account: null }]);
    expect((await linkOf(caseId, citizenLi)).repeatLinks).toEqual([]);
  });

  it('R40 of many links at once none makes a chain', async () => {
    const first = await firstOf(casework, 'mayor', { petitionerAccount: null });
    const cases = await Promise.all(
      Array.from(
        { length: 4 },
        async () =>
          expectData(await register(casework, petitionTo('mayor', { petitionerAccount: null })))
            .registerPetition.case,
      ),
    );
    await Promise.all(
      cases.flatMap(({ id }, index) =>
        [first, cases[(index + 1) % cases.length]!.registrationNumber].map((number) =>
          refusal(casework, cityBureau, 'linkRepeat', { caseId: id, first: number }),
        ),
      ),
    );
    const chained = await casework.ask<{
      cases: { edges: { node: { repeatOf: { isRepeat: boolean } | null } }[] };
    }>(cityBureau, '{ cases(first: 100) { edges { node { repeatOf { isRepeat } } } } }');
    const firsts = expectData(chained).cases.edges.map(
      ({ node }) => node.repeatOf?.isRepeat ?? false,
    );
    expect(firsts).not.toContain(true);
  });
});
