import { describe, expect, it } from '@jest/globals';
import { createDistricts } from '../../../subgraphs/districts/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  letterInput,
  LI,
  openMailbox,
  type MailboxWorld,
} from '../kit/mailbox/mailbox-world.ts';

const GUANGAN = actorOf('DISTRICT_BUREAU', 'district:511602');
const YUECHI = actorOf('DISTRICT_BUREAU', 'district:511621');
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitDistrictPetition(district: "511602", letter: $letter) { petition { id } } }`;
const MODERATE = `mutation ($id: ID!, $decision: ModerationDecision!) {
  moderateDistrictPetition(petitionId: $id, decision: $decision, ground: MALICIOUS, reason: "恶意中伤") {
    moderation { state } } }`;
const APPEAL = `mutation ($id: ID!) {
  appealDistrictModeration(petitionId: $id, statement: "请复核") { moderation { state } } }`;
const RELEASE = `mutation ($id: ID!) {
  releaseDistrictPublicVersion(petitionId: $id, title: "路灯", question: "路灯坏了", answer: "已修好") {
    publicVersion { title } } }`;

function open(): Promise<MailboxWorld> {
  return openMailbox(createDistricts, { schema: 'districts', prefix: 'district' });
}

async function submit(districts: MailboxWorld, change = {}): Promise<string> {
  const { data } = await districts.ask(LI, SUBMIT, { letter: letterInput(change) });
  return (data?.submitDistrictPetition as { petition: { id: string } }).petition.id;
}

describe("letters in question in a district's mailbox", () => {
  it('R12 R67 are its own bureau’s to decide on, an appeal the city’s', async () => {
    await using districts = await open();
    const id = await submit(districts);
    const reject = { id, decision: 'REJECT' };
    for (const other of [CITY_BUREAU, YUECHI])
      expect(codesOf(await districts.ask(other, MODERATE, reject))).toEqual(['FORBIDDEN']);
    expect((await districts.ask(GUANGAN, MODERATE, reject)).errors).toBeUndefined();
    expect((await districts.ask(LI, APPEAL, { id })).data).toEqual({
      appealDistrictModeration: { moderation: { state: 'APPEALED' } },
    });
    const release = { id, decision: 'RELEASE' };
    expect(codesOf(await districts.ask(GUANGAN, MODERATE, release))).toEqual(['FORBIDDEN']);
    expect((await districts.ask(CITY_BUREAU, MODERATE, release)).data).toEqual({
      moderateDistrictPetition: { moderation: { state: 'RELEASED' } },
    });
  });

  it('R12 are the city’s where the letter accuses the district', async () => {
    await using districts = await open();
    const id = await submit(districts, { accusedUnits: ['district:511602'] });
    const hold = { id, decision: 'HOLD' };
    expect(codesOf(await districts.ask(GUANGAN, MODERATE, hold))).toEqual(['NOT_FOUND']);
    expect((await districts.ask(CITY_BUREAU, MODERATE, hold)).errors).toBeUndefined();
  });

  it('R65 R66 the district alone publishes what came to it', async () => {
    await using districts = await open();
    const id = await submit(districts);
    for (const other of [CITY_BUREAU, YUECHI])
      expect(codesOf(await districts.ask(other, RELEASE, { id }))).toEqual(['FORBIDDEN']);
    expect((await districts.ask(GUANGAN, RELEASE, { id })).data).toEqual({
      releaseDistrictPublicVersion: { publicVersion: { title: '路灯' } },
    });
  });
});
