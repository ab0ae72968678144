import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import type { Actor } from '../../../../../schema/contract/actor.ts';
import { createQueryCode } from '../../../../../subgraphs/kit/query-codes/query-code.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  letterInput,
  LI,
  openMailbox,
  WANG,
  type Answer,
  type MailboxWorld,
} from '../mailbox-world.ts';
import { eventually } from '../../../../journeys/support/eventually.ts';
import { createTestKeys } from '../test-keys.ts';

const OTHER_BUREAU = actorOf('CITY_BUREAU', null, 'CITY_BUREAU-2');
const VIEW = 'moderation { state ground canAppeal entries { act ground reason role account } }';
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { queryCode petition { id } } }`;
const MODERATE = `mutation ($id: ID!, $decision: ModerationDecision!, $ground: ModerationGround, $reason: String! = "理由", $key: ID) {
  moderateMayorPetition(petitionId: $id, decision: $decision, ground: $ground, reason: $reason, idempotencyKey: $key) {
    id ${VIEW} } }`;
const APPEAL = `mutation ($id: ID!, $code: String, $key: ID) {
  appealMayorModeration(petitionId: $id, queryCode: $code, statement: "我反映的是事实，我叫李明华", idempotencyKey: $key) { id } }`;
const READ = `query ($id: ID!) { mayorPetition(id: $id) { ${VIEW} } }`;

interface Seen {
  state: string;
  entries: { reason: string }[];
}

interface Submitted {
  id: string;
  code: string;
}

async function open(): Promise<MailboxWorld> {
  const mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
  mayor.clock.run();
  return mayor;
}

async function submit(mayor: MailboxWorld, content = '门口路灯坏了。'): Promise<Submitted> {
  const { data, errors } = await mayor.ask(LI, SUBMIT, { letter: letterInput({ content }) });
  expect(errors).toBeUndefined();
  const receipt = data?.submitMayorPetition as { queryCode: string; petition: { id: string } };
  return { id: receipt.petition.id, code: receipt.queryCode };
}

function moderate(
  mayor: MailboxWorld,
  actor: Actor | null,
  id: string,
  decision: string,
  more: Record<string, unknown> = {},
): Promise<Answer> {
  const ground = decision === 'RELEASE' ? null : 'DEFAMATORY';
  return mayor.ask(actor, MODERATE, { id, decision, ground, ...more });
}

async function moderationSeenBy(
  mayor: MailboxWorld,
  actor: Actor,
  id: string,
): Promise<Seen | null> {
  const { data } = await mayor.ask(actor, READ, { id });
  return (data?.mayorPetition as { moderation: Seen | null } | null)?.moderation ?? null;
}

describe('R12 moderation in the mailbox that owns the letter', () => {
  it('R12 R24 a listed word holds the letter, registers it all the same and suggests the ground', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor, '你们是劣 等 民 族');
    await mayor.casework.moderations.reached(1);
    await mayor.casework.calls.reached(1);
    expect(mayor.casework.calls.items[0]?.petition.petitionId).toBe(id);
    expect(mayor.casework.moderations.items[0]).toMatchObject({
      petitionId: id,
      revision: 1,
      state: 'HELD',
      ground: 'RACIST',
    });
    expect(await moderationSeenBy(mayor, LI, id)).toMatchObject({
      state: 'HELD',
      ground: 'RACIST',
      canAppeal: false,
      entries: [{ act: 'HOLD', role: 'SYSTEM', account: null }],
    });
  });

  it('R12 keeps ground, reason and actor; the petitioner is told all but the account', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor);
    const reason = '捏造事实，李明华电话13800000000';
    const answer = await moderate(mayor, CITY_BUREAU, id, 'REJECT', { reason });
    expect(answer.errors).toBeUndefined();
    const entry = { act: 'REJECT', ground: 'DEFAMATORY', reason, role: 'CITY_BUREAU' };
    expect(await moderationSeenBy(mayor, CITY_BUREAU, id)).toMatchObject({
      entries: [{ ...entry, account: CITY_BUREAU.id }],
    });
    expect(await moderationSeenBy(mayor, LI, id)).toEqual({
      state: 'REJECTED',
      ground: 'DEFAMATORY',
      canAppeal: true,
      entries: [{ ...entry, account: null }],
    });
    await mayor.casework.moderations.reached(1);
    expect(mayor.casework.moderations.items[0]).toMatchObject({
      reason: '捏造事实，李某电话***',
    });
  });

  it('R12 R67 only the bureau that serves the mailbox decides', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor);
    const refused: [Actor | null, string][] = [
      [null, 'UNAUTHENTICATED'],
      [WANG, 'NOT_FOUND'],
      [LI, 'FORBIDDEN'],
      [actorOf('CITY_OFFICE'), 'FORBIDDEN'],
      [actorOf('DEPARTMENT', 'department:housing'), 'FORBIDDEN'],
      [actorOf('DISTRICT_BUREAU', 'district:511602'), 'FORBIDDEN'],
    ];
    for (const [actor, code] of refused)
      expect(codesOf(await moderate(mayor, actor, id, 'REJECT'))).toEqual([code]);
    expect(await moderationSeenBy(mayor, CITY_BUREAU, id)).toBeNull();
  });

  it('R12 a rejection has a ground; what does not follow is refused', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor);
    const noGround = await moderate(mayor, CITY_BUREAU, id, 'REJECT', { ground: null });
    expect(noGround.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'ground',
    });
    const early = await moderate(mayor, CITY_BUREAU, id, 'RELEASE');
    expect(early.errors?.[0]?.extensions).toMatchObject({
      code: 'ILLEGAL_MOVE',
      allowed: ['HOLD', 'REJECT'],
    });
    expect(codesOf(await mayor.ask(LI, APPEAL, { id }))).toEqual(['ILLEGAL_MOVE']);
  });

  it('R12 the petitioner appeals once, and somebody else than who rejected decides', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor);
    await moderate(mayor, CITY_BUREAU, id, 'REJECT');
    expect(codesOf(await mayor.ask(WANG, APPEAL, { id }))).toEqual(['NOT_FOUND']);
    expect((await mayor.ask(LI, APPEAL, { id })).errors).toBeUndefined();
    expect(codesOf(await moderate(mayor, CITY_BUREAU, id, 'RELEASE'))).toEqual(['FORBIDDEN']);
    expect((await moderate(mayor, OTHER_BUREAU, id, 'REJECT')).errors).toBeUndefined();
    expect(codesOf(await mayor.ask(LI, APPEAL, { id }))).toEqual(['ILLEGAL_MOVE']);
    expect(await moderationSeenBy(mayor, LI, id)).toMatchObject({
      state: 'REJECTED',
      canAppeal: false,
      entries: [{ act: 'REJECT' }, { act: 'APPEAL' }, { act: 'REJECT' }],
    });
    await mayor.casework.moderations.reached(3);
    expect(JSON.stringify(mayor.casework.moderations.items)).not.toContain('李明华');
  });

  it('R12 R17 whoever holds the query code appeals without an account; what an appeal freed stays free', async () => {
    await using mayor = await open();
    const { id, code } = await submit(mayor);
    await moderate(mayor, CITY_BUREAU, id, 'REJECT');
    const wrong = createQueryCode();
    expect(codesOf(await mayor.ask(null, APPEAL, { id, code: wrong }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await mayor.ask(null, APPEAL, { id }))).toEqual(['UNAUTHENTICATED']);
    expect((await mayor.ask(null, APPEAL, { id, code })).errors).toBeUndefined();
    expect((await moderate(mayor, OTHER_BUREAU, id, 'RELEASE')).errors).toBeUndefined();
    for (const decision of ['HOLD', 'REJECT'])
      expect(codesOf(await moderate(mayor, CITY_BUREAU, id, decision))).toEqual(['ILLEGAL_MOVE']);
  });

  it('R12 R17 two who appeal by their query codes may have thought of the same idempotency key', async () => {
    await using mayor = await open();
    for (const { id, code } of [await submit(mayor), await submit(mayor)]) {
      await moderate(mayor, CITY_BUREAU, id, 'REJECT');
      for (const _try of [1, 2])
        expect((await mayor.ask(null, APPEAL, { id, code, key: '1' })).errors).toBeUndefined();
      expect(await moderationSeenBy(mayor, CITY_BUREAU, id)).toMatchObject({
        entries: [{ act: 'REJECT' }, { act: 'APPEAL' }],
      });
    }
  });

  it('R12 the same decision sent twice is one', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor);
    const twice = [1, 2].map(() => moderate(mayor, CITY_BUREAU, id, 'HOLD', { key: 'k' }));
    for (const answer of await Promise.all(twice)) expect(answer.errors).toBeUndefined();
    expect((await moderationSeenBy(mayor, CITY_BUREAU, id))?.entries).toHaveLength(1);
  });

  it('R12 R96 the record is sealed, is never changed, and opens after a change of keys', async () => {
    await using mayor = await open();
    const rings = createTestKeys('first', 'second');
    await mayor.restart({ ...rings, current: 'first' });
    const { id } = await submit(mayor);
    const reason = '没有人可以读到的理由';
    await moderate(mayor, CITY_BUREAU, id, 'HOLD', { reason });
    const [row] = await mayor.read<{ sealed: string }>('select * from moderation_entry');
    expect(row?.sealed).toMatch(/^sealed:/);
    for (const change of [
      "update moderation_entry set act = 'RELEASE'",
      'delete from moderation_entry',
      'truncate moderation_entry',
    ])
      await expect(mayor.read(change)).rejects.toThrow('only ever added to');
    await mayor.restart(rings);
    await eventually(async () => {
      const rows = await mayor.read<{ sealed: string }>('select sealed from moderation_entry');
      return rows.every(({ sealed }) => sealed.startsWith('sealed:second:'));
    });
    expect((await moderationSeenBy(mayor, CITY_BUREAU, id))?.entries[0]?.reason).toBe(reason);
  });
});
