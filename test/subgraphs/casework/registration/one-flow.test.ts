import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi, GUANGAN, guangan } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, expectData, petitionTo, refusal, register } from '../support/story.ts';

const SAME_TEXT = '0123456789abcdef';
const CASE = `query ($id: ID!) { case(id: $id) {
  isRepeat repeatOf { id } repeats { id channel }
} }`;

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => casework[Symbol.asyncDispose]());

function markOf(person: string): string {
  return createHash('sha256').update(person).digest('base64url');
}

interface Receipt {
  case: { id: string };
  isRepeat: boolean;
}

async function registered(place: string, changes: Record<string, unknown>): Promise<Receipt> {
  const petition = petitionTo(place, {
    petitionerAccount: null,
    contentFingerprint: SAME_TEXT,
    ...changes,
  });
  const { case: row } = expectData(await register(casework, petition)).registerPetition;
  const { isRepeat } = await read(row.id);
  return { case: row, isRepeat };
}

interface Flow {
  isRepeat: boolean;
  repeatOf: { id: string } | null;
  repeats: { id: string; channel: string }[];
}

async function read(id: string, actor = cityBureau): Promise<Flow> {
  return expectData(await casework.ask<{ case: Flow }>(actor, CASE, { id })).case;
}

describe('the same matter by several channels', () => {
  it('R34 R37 R40 is one flow: letter, visit and online, at whichever mailbox; the first is rated, its repeats are told', async () => {
    const [idNumber, phone] = [markOf('id'), markOf('phone')];
    const letter = await registered('mayor', { channel: 'LETTER', petitionerMarks: [idNumber] });
    const visit = await registered('national', {
      channel: 'VISIT',
      petitionerMarks: [phone, idNumber],
    });
    const online = await registered(GUANGAN, {
      petitionerAccount: 'account:li',
      petitionerMarks: [phone],
    });
    const mail = await registered('mayor', {
      channel: 'EMAIL',
      petitionerAccount: 'account:li',
      petitionerMarks: [],
    });
    expect([letter, visit, online, mail].map(({ isRepeat }) => isRepeat)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(await read(letter.case.id)).toEqual({
      isRepeat: false,
      repeatOf: null,
      repeats: [
        { id: visit.case.id, channel: 'VISIT' },
        { id: online.case.id, channel: 'ONLINE' },
        { id: mail.case.id, channel: 'EMAIL' },
      ],
    });
    // The petitioner's account does not have the letter that staff wrote down, but is told of it.
    expect(await read(online.case.id, citizenLi)).toEqual({
      isRepeat: true,
      repeatOf: null,
      repeats: [],
    });
    expect((await read(online.case.id, guangan)).repeatOf).toBeNull();

    for (const each of [letter, mail]) {
      await act(casework, cityBureau, 'acceptCase', { caseId: each.case.id });
      await act(casework, cityBureau, 'replyToPetitioner', { caseId: each.case.id });
    }
    const refused = await refusal(casework, citizenLi, 'rateCase', { caseId: mail.case.id });
    expect(refused?.message).toContain('R37: NOT_ELIGIBLE');
  });

  it('R37 another person with the same words, or the same person with another matter, is no repeat', async () => {
    const petitionerMarks = [markOf('zhao')];
    const first = await registered('mayor', { petitionerMarks });
    const stranger = await registered('mayor', { petitionerMarks: [markOf('qian')] });
    const other = await registered('mayor', {
      petitionerMarks,
      contentFingerprint: 'fedcba9876543210',
    });
    const nobody = await registered('mayor', { petitionerMarks: [] });
    expect([first, stranger, other, nobody].map(({ isRepeat }) => isRepeat)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('R40 R78 staff sees what else the petitioner handed in, in whatever words; the petitioner and strangers do not', async () => {
    const petitionerMarks = [markOf('zhou')];
    const letter = await registered(GUANGAN, { channel: 'LETTER', petitionerMarks });
    const visit = await registered('mayor', {
      channel: 'VISIT',
      petitionerMarks,
      petitionerAccount: 'account:zhou',
      contentFingerprint: 'ffff0000ffff0000',
    });
    const others = async (id: string, actor = cityBureau): Promise<string[]> => {
      const query = `query ($id: ID!) { case(id: $id) { othersOfPetitioner { id } } }`;
      const answer = await casework.ask<{ case: { othersOfPetitioner: { id: string }[] } }>(
        actor,
        query,
        { id },
      );
      return expectData(answer).case.othersOfPetitioner.map((row) => row.id);
    };
    expect(visit.isRepeat).toBe(false);
    expect(await others(letter.case.id)).toEqual([visit.case.id]);
    expect(await others(visit.case.id)).toEqual([letter.case.id]);
    expect(await others(letter.case.id, guangan)).toEqual([]);
    const zhou = { ...citizenLi, id: 'account:zhou' };
    expect(await others(visit.case.id, zhou)).toEqual([]);
  });

  it('R37 of many that come at once exactly one is the first', async () => {
    const petitionerMarks = [markOf('sun'), markOf('li')];
    const receipts = await Promise.all(
      ['LETTER', 'VISIT', 'ONLINE', 'PHONE', 'SMS', 'EMAIL'].map((channel, index) =>
        registered(index % 2 === 0 ? 'mayor' : 'national', {
          channel,
          petitionerMarks: index % 2 === 0 ? petitionerMarks : petitionerMarks.toReversed(),
        }),
      ),
    );
    expect(receipts.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    const first = receipts.find(({ isRepeat }) => !isRepeat)!;
    expect((await read(first.case.id)).repeats).toHaveLength(5);
  });

  it('R96 takes marks alone: what could be a name or a number is refused', async () => {
    for (const petitionerMarks of [['13900000037'], ['王小平'], Array(11).fill(markOf('x'))]) {
      const answer = await register(casework, petitionTo('mayor', { petitionerMarks }));
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'petition.petitionerMarks',
      });
    }
  });
});
