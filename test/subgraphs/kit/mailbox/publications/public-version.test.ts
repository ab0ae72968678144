import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  letterInput,
  LI,
  openMailbox,
  type MailboxWorld,
} from '../mailbox-world.ts';

const VIEW = 'publicVersion { title question answer }';
const RELEASE = `mutation ($id: ID!, $title: String! = "路灯", $question: String! = "李明华说路灯坏了，电话13800000000", $answer: String! = "李明华同志：已修好") {
  releaseMayorPublicVersion(petitionId: $id, title: $title, question: $question, answer: $answer) { ${VIEW} } }`;
const TAKE_BACK = `mutation ($id: ID!) { takeBackMayorPublicVersion(petitionId: $id) { ${VIEW} } }`;
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { petition { id } } }`;

async function open(): Promise<MailboxWorld> {
  const mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
  mayor.clock.run();
  return mayor;
}

async function submit(mayor: MailboxWorld, change: Record<string, unknown> = {}): Promise<string> {
  const { data } = await mayor.ask(LI, SUBMIT, { letter: letterInput(change) });
  return (data?.submitMayorPetition as { petition: { id: string } }).petition.id;
}

describe('R66 the public version of a letter', () => {
  it('R66 R96 is what staff wrote, with the names and numbers of the letter’s people masked', async () => {
    await using mayor = await open();
    const id = await submit(mayor);
    const answer = await mayor.ask(CITY_BUREAU, RELEASE, { id });
    const texts = {
      title: '路灯',
      question: '李某说路灯坏了，电话***',
      answer: '李某同志：已修好',
    };
    expect(answer).toEqual({ data: { releaseMayorPublicVersion: { publicVersion: texts } } });
    await mayor.casework.publicVersions.reached(1);
    expect(mayor.casework.publicVersions.items[0]).toMatchObject({
      petitionId: id,
      revision: 1,
      texts,
    });
    const back = await mayor.ask(CITY_BUREAU, TAKE_BACK, { id });
    expect(back.data).toEqual({ takeBackMayorPublicVersion: { publicVersion: null } });
    await mayor.casework.publicVersions.reached(2);
    expect(mayor.casework.publicVersions.items[1]).toMatchObject({ revision: 2, texts: null });
    expect(codesOf(await mayor.ask(CITY_BUREAU, TAKE_BACK, { id }))).toEqual(['ILLEGAL_MOVE']);
  });

  it('R65 R66 is released by the owner of the mailbox alone', async () => {
    await using mayor = await open();
    const id = await submit(mayor);
    for (const [actor, code] of [
      [null, 'UNAUTHENTICATED'],
      [LI, 'FORBIDDEN'],
      [actorOf('CITY_OFFICE'), 'FORBIDDEN'],
      [actorOf('DEPARTMENT', 'department:housing'), 'FORBIDDEN'],
    ] as const)
      expect(codesOf(await mayor.ask(actor, RELEASE, { id }))).toEqual([code]);
  });

  it('R12 is none of an accusation, nor of a letter in question', async () => {
    await using mayor = await open();
    const accusing = await submit(mayor, { accusedUnits: ['department:housing'] });
    expect(codesOf(await mayor.ask(CITY_BUREAU, RELEASE, { id: accusing }))).toEqual([
      'ILLEGAL_MOVE',
    ]);
    const id = await submit(mayor);
    await mayor.ask(
      CITY_BUREAU,
      `mutation ($id: ID!) { moderateMayorPetition(petitionId: $id, decision: HOLD, ground: PRIVACY, reason: "涉及他人") { id } }`,
      { id },
    );
    expect(codesOf(await mayor.ask(CITY_BUREAU, RELEASE, { id }))).toEqual(['ILLEGAL_MOVE']);
  });

  it('R66 has bounds, which are told by name', async () => {
    await using mayor = await open();
    const id = await submit(mayor);
    const { errors } = await mayor.ask(CITY_BUREAU, RELEASE, { id, title: '长'.repeat(101) });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'title' });
  });
});
