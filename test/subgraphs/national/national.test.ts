import { describe, expect, it } from '@jest/globals';
import { createNational } from '../../../subgraphs/national/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  historicalLetter,
  letterInput,
  LI,
  openMailbox,
  type Answer,
} from '../kit/mailbox/mailbox-world.ts';

const SUBMIT = `mutation ($channel: ID!, $number: String!, $letter: LetterInput!) {
  submitNationalPetition(upstreamChannel: $channel, upstreamNumber: $number, letter: $letter) {
    queryCode petition { id ... on NationalPetition { upstreamNumber upstreamChannel { id name } } }
  }
}`;
const IMPORT = `mutation ($channel: ID!, $letters: [HistoricalLetterInput!]!) {
  importNationalPetitions(upstreamChannel: $channel, letters: $letters) {
    imported alreadyPresent rejected { sourceNumber reason }
  }
}`;
const EXCHANGE = actorOf('SYSTEM', 'national');
const letter = letterInput({ channel: 'LETTER' });

function open(now?: string) {
  return openMailbox(createNational, {
    schema: 'national',
    prefix: 'national',
    ...(now && { now }),
  });
}

function receipt(answer: Answer): unknown {
  expect(answer.errors).toBeUndefined();
  return answer.data?.submitNationalPetition;
}

describe('matters that come down', () => {
  it('R38 R73 the directory has the 31 peers and the channels above the city', async () => {
    await using national = await open();
    const { data } = await national.ask(
      null,
      '{ peers { id } upstreamChannels { id effectiveFrom } }',
    );
    expect(data?.peers).toHaveLength(31);
    expect(data?.upstreamChannels).toContainEqual({
      id: 'upstream:national-bureau',
      effectiveFrom: '2013-07-01',
    });
  });

  it('R40 are registered as letters of the national mailbox, keeping number and channel', async () => {
    await using national = await open();
    const variables = { channel: 'upstream:governor-mailbox', number: '2026-17', letter };
    expect(receipt(await national.ask(EXCHANGE, SUBMIT, variables))).toMatchObject({
      petition: { upstreamNumber: '2026-17', upstreamChannel: { name: '省长信箱' } },
    });
    await national.casework.calls.reached(1);
    expect(national.casework.calls.items[0]?.petition).toMatchObject({
      mailbox: 'NATIONAL',
      mailboxUnit: null,
      channel: 'LETTER',
      petitionerAccount: null,
    });
  });

  it('R29 keep by which offices they came, in order and in the past', async () => {
    await using national = await open();
    const submit = `mutation ($custody: [CustodyAboveInput!]!, $letter: LetterInput!) {
      submitNationalPetition(
        upstreamChannel: "governor-mailbox", upstreamNumber: "7", letter: $letter, custodyAbove: $custody
      ) { petition { ... on NationalPetition { custodyAbove { bureau at } peer { id } } } }
    }`;
    const ask = (custody: object[]) => national.ask(CITY_BUREAU, submit, { custody, letter });
    const custody = [
      { bureau: '省长信箱', at: '2026-02-27T01:00:00.000Z' },
      { bureau: '省信访局', at: '2026-02-28T01:00:00.000Z' },
    ];
    for (const wrong of [
      custody.toReversed(),
      [{ bureau: ' ', at: '2026-02-27T01:00:00Z' }],
      [{ bureau: '省信访局', at: '2026-03-02T01:00:01Z' }],
      Array.from({ length: 21 }, () => custody[0]!),
    ])
      expect(codesOf(await ask(wrong))).toEqual(['BAD_USER_INPUT']);
    expect(receipt(await ask(custody))).toEqual({
      petition: { custodyAbove: custody, peer: null },
    });
  });

  it('are taken over once, whoever does it; the same number of another channel is another matter', async () => {
    await using national = await open();
    const variables = { channel: 'governor-mailbox', number: '17', letter };
    const first = receipt(await national.ask(EXCHANGE, SUBMIT, variables));
    expect(receipt(await national.ask(CITY_BUREAU, SUBMIT, variables))).toEqual(first);
    const other = { ...variables, letter: letterInput({ title: '另一件事' }) };
    expect(codesOf(await national.ask(EXCHANGE, SUBMIT, other))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const elsewhere = { ...variables, channel: 'people-daily' };
    expect(receipt(await national.ask(EXCHANGE, SUBMIT, elsewhere))).not.toEqual(first);
  });

  it('R36 come down a channel only from its first day on', async () => {
    await using national = await open('2013-06-30T15:59:59Z');
    const variables = { channel: 'national-bureau', number: '1', letter };
    const early = await national.ask(EXCHANGE, SUBMIT, variables);
    expect(early.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'upstreamChannel',
    });
    national.clock.set('2013-06-30T16:00:00Z');
    receipt(await national.ask(EXCHANGE, SUBMIT, variables));
  });

  it('are not for citizens to hand in', async () => {
    await using national = await open();
    const variables = { channel: 'governor-mailbox', number: '17', letter };
    expect(codesOf(await national.ask(LI, SUBMIT, variables))).toEqual(['FORBIDDEN']);
    expect(codesOf(await national.ask(actorOf('SYSTEM', 'mayor'), SUBMIT, variables))).toEqual([
      'FORBIDDEN',
    ]);
  });

  it('are imported once for each channel and number, and not taken over again afterwards', async () => {
    await using national = await open();
    const letters = [
      historicalLetter(),
      historicalLetter({ sourceNumber: '1', submittedAt: '2010-01-01T00:00:00Z' }),
    ];
    const load = async (channel: string) =>
      (await national.ask(EXCHANGE, IMPORT, { channel, letters })).data?.importNationalPetitions;
    expect(await load('people-daily')).toMatchObject({
      imported: 1,
      alreadyPresent: 0,
      rejected: [{ sourceNumber: '1', reason: expect.stringContaining('submittedAt') }],
    });
    expect(await load('people-daily')).toMatchObject({ imported: 0, alreadyPresent: 1 });
    expect(await load('governor-mailbox')).toMatchObject({ imported: 1 });
    const again = { channel: 'people-daily', number: '2549', letter };
    expect((await national.ask(EXCHANGE, SUBMIT, again)).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'upstreamNumber',
    });
  });
});
