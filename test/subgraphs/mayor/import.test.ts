import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  historicalLetter,
  LI,
  openMailbox,
} from '../kit/mailbox/mailbox-world.ts';

const IMPORT = `mutation ($letters: [HistoricalLetterInput!]!) {
  importMayorPetitions(letters: $letters) { imported alreadyPresent rejected { sourceNumber reason } }
}`;

const open = () => openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });

describe('import of historical letters', () => {
  it('hands the history to casework, and changes nothing when it comes again', async () => {
    await using mayor = await open();
    const letters = [historicalLetter()];
    const first = await mayor.ask(CITY_BUREAU, IMPORT, { letters });
    expect(first.data?.importMayorPetitions).toEqual({
      imported: 1,
      alreadyPresent: 0,
      rejected: [],
    });
    const again = await mayor.ask(CITY_BUREAU, IMPORT, { letters });
    expect(again.data?.importMayorPetitions).toEqual({
      imported: 0,
      alreadyPresent: 1,
      rejected: [],
    });
    await mayor.casework.calls.reached(1);
    expect(mayor.casework.calls.items).toMatchObject([
      {
        petition: {
          submittedAt: '2019-04-25T01:32:09.000Z',
          petitionerAccount: null,
          history: { reply: '请带身份证到窗口办理。', repliedAt: '2019-05-10T06:56:53.000Z' },
        },
      },
    ]);
    expect(await mayor.read('select source_number from petition')).toEqual([
      { source_number: '2549' },
    ]);
  });

  it('rejects bad letters with their reason and loads the rest', async () => {
    await using mayor = await open();
    const letters = [
      historicalLetter({ sourceNumber: '1' }),
      historicalLetter({ sourceNumber: '2', title: '' }),
      historicalLetter({ sourceNumber: '3', submittedAt: '2031-01-01T00:00:00Z' }),
      historicalLetter({ sourceNumber: '4', repliedAt: '2019-04-01T00:00:00Z' }),
      historicalLetter({ sourceNumber: '5', reply: null }),
      historicalLetter({ sourceNumber: '6', reply: null, repliedAt: null }),
      historicalLetter({ sourceNumber: '1' }),
    ];
    const { data } = await mayor.ask(CITY_BUREAU, IMPORT, { letters });
    expect(data?.importMayorPetitions).toMatchObject({
      imported: 2,
      alreadyPresent: 1,
      rejected: [
        { sourceNumber: '2', reason: 'title: expected 1 to 100 characters, but got nothing.' },
        { sourceNumber: '3', reason: expect.stringContaining('submittedAt') },
        { sourceNumber: '4', reason: expect.stringContaining('repliedAt') },
        { sourceNumber: '5', reason: expect.stringContaining('reply') },
      ],
    });
  });

  it('is for staff and systems, 200 letters at a time', async () => {
    await using mayor = await open();
    const letters = [historicalLetter()];
    expect(codesOf(await mayor.ask(null, IMPORT, { letters }))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await mayor.ask(LI, IMPORT, { letters }))).toEqual(['FORBIDDEN']);
    const many = Array.from({ length: 201 }, (_, index) =>
      historicalLetter({ sourceNumber: `${index}` }),
    );
    expect(codesOf(await mayor.ask(CITY_BUREAU, IMPORT, { letters: many }))).toEqual([
      'BAD_USER_INPUT',
    ]);
    const system = await mayor.ask(actorOf('SYSTEM', 'mayor'), IMPORT, { letters: many.slice(1) });
    expect(system.data?.importMayorPetitions).toMatchObject({ imported: 200 });
  });
});
