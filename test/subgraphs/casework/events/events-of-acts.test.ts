import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { SITUATIONS, type Ids } from '../actions/situations.ts';
import { profileOf } from '../deadlines/policy-profile.ts';
import { cityBureau, citizenLi, housing, mailboxOf } from '../support/actors.ts';
import { ACTS, type ActName } from '../support/acts.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { readCase } from '../support/read-case.ts';
import { act, caseOf, refusal } from '../support/story.ts';

/** Under Guang'an's rules: where each act is done, by whom, and what is in the log afterwards. */
const GUANGAN_ACTS: readonly (readonly [ActName, Actor, string, ...string[]])[] = [
  ['acceptCase', cityBureau, 'registered, mayor', 'CASE_ACCEPTED'],
  ['declineCase', cityBureau, 'registered, mayor', 'CASE_DECLINED'],
  ['issueReferral', cityBureau, 'accepted, mayor', 'ASSIGNMENT_ISSUED'],
  ['issueMandate', cityBureau, 'accepted, mayor', 'ASSIGNMENT_ISSUED'],
  ['issueForReference', cityBureau, 'accepted, mayor', 'ASSIGNMENT_ISSUED'],
  ['receiveAssignment', housing, 'referral issued', 'ASSIGNMENT_RECEIVED'],
  ['giveFeedback', housing, 'mandate received', 'FEEDBACK_GIVEN'],
  ['objectToAssignment', housing, 'referral received', 'ASSIGNMENT_OBJECTED'],
  [
    'decideObjection',
    cityBureau,
    'referral objected to',
    'OBJECTION_DECIDED',
    'ASSIGNMENT_RETURNED',
  ],
  [
    'settleJurisdiction',
    cityBureau,
    'referral objected to',
    'JURISDICTION_SETTLED',
    'ASSIGNMENT_RETURNED',
    'ASSIGNMENT_ISSUED',
  ],
  ['replyToPetitioner', housing, 'referral received', 'REPLY_GIVEN'],
  ['extendDeadline', cityBureau, 'accepted, mayor', 'EXTENSION_GRANTED'],
  ['classifyCase', cityBureau, 'accepted, mayor', 'CASE_CLASSIFIED'],
  ['linkRepeat', cityBureau, 'accepted, mayor', 'REPEAT_LINKED'],
  ['addClaim', cityBureau, 'accepted, mayor', 'CLAIM_ADDED'],
  ['recordClaimOutcome', cityBureau, 'accepted, with a claim', 'CLAIM_SETTLED'],
  ['markImportant', cityBureau, 'accepted, mayor', 'MARKED_IMPORTANT'],
  ['recordMeeting', cityBureau, 'accepted, mayor', 'MEETING_HELD'],
  ['reviewFirst', housing, 'replied', 'FIRST_REVIEWED'],
  ['reviewSecond', cityBureau, 'first reviewed', 'SECOND_REVIEWED'],
  ['publishReply', cityBureau, 'replied, privately', 'REPLY_PUBLISHED'],
  ['recordContact', housing, 'replied, privately', 'PETITIONER_CONTACTED'],
  ['openSupervision', cityBureau, 'replied', 'SUPERVISION_OPENED'],
  ['disputeSignature', citizenLi, 'replied', 'SIGNATURE_DISPUTED', 'SUPERVISION_OPENED'],
  ['consentToSupervision', cityBureau, 'supervision opened', 'SUPERVISION_CONSENTED'],
  ['recordSiteVisit', cityBureau, 'supervision consented', 'SITE_VISITED'],
  ['rateCase', citizenLi, 'concluded', 'CASE_RATED'],
  ['recordCommitment', cityBureau, 'replied', 'COMMITMENT_RECORDED'],
  ['followUpCommitment', cityBureau, 'replied, with a commitment', 'COMMITMENT_FOLLOWED_UP'],
  ['recordExample', cityBureau, 'concluded', 'EXAMPLE_RECORDED'],
  ['urge', cityBureau, 'overdue', 'URGED', 'OVERDUE_ALERTED'],
  ['issueCircular', cityBureau, 'overdue, urged twice', 'CIRCULAR_ISSUED', 'OVERDUE_ALERTED'],
  ['concludeCase', cityBureau, 'replied', 'CASE_CONCLUDED'],
];

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

describe('every act appends its events, and a refused one none', () => {
  it.each(GUANGAN_ACTS)('%s', async (name, actor, situation, ...expected) => {
    const ids = await withDeadline(casework, await SITUATIONS[situation]!(casework));
    expect(await eventsOf(casework, name, actor, ids)).toEqual(expected);
  });

  it('giveLateExplanation', async () => {
    casework.clock.set('2026-03-02T09:00:00+08:00');
    const ids = await withDeadline(casework, await SITUATIONS['referral received']!(casework));
    casework.clock.set('2026-06-02T09:00:00+08:00');
    const told = await eventsOf(casework, 'giveLateExplanation', housing, ids);
    casework.clock.set('2026-03-02T09:00:00+08:00');
    expect(told).toEqual(['LATE_EXPLAINED']);
  });

  it('unlinkRepeat', async () => {
    const ids = await SITUATIONS['accepted, mayor']!(casework);
    await act(casework, cityBureau, 'linkRepeat', ids);
    expect(await eventsOf(casework, 'unlinkRepeat', cityBureau, ids)).toEqual(['REPEAT_UNLINKED']);
  });

  it('deliverSupervision', async () => {
    const ids = await SITUATIONS['supervision consented']!(casework);
    await act(casework, cityBureau, 'recordSiteVisit', ids);
    const told = await eventsOf(casework, 'deliverSupervision', cityBureau, ids);
    expect(told).toEqual(['SUPERVISION_DELIVERED']);
    const circulated = await eventsOf(casework, 'circulateSupervision', cityBureau, ids);
    expect(circulated).toEqual(['CIRCULAR_ISSUED']);
  });

  it('showcaseExample', async () => {
    const ids = await SITUATIONS.concluded!(casework);
    await act(casework, cityBureau, 'recordExample', ids);
    const told = await eventsOf(casework, 'showcaseExample', cityBureau, ids);
    expect(told).toEqual(['EXAMPLE_SHOWCASED']);
  });

  it('archiveCase, once no appeal can come any more, which ends that a message waits (R17)', async () => {
    casework.clock.set('2026-03-02T09:00:00+08:00');
    const ids = await SITUATIONS.concluded!(casework);
    casework.clock.set('2026-05-06T09:00:00+08:00');
    await onDatabase(casework, (client) =>
      client.query('update "case" set unanswered_message_at = now() where id = $1', [ids.caseId]),
    );
    const told = await eventsOf(casework, 'archiveCase', cityBureau, ids);
    casework.clock.set('2026-03-02T09:00:00+08:00');
    expect(told).toEqual(['MESSAGE_ANSWERED', 'CASE_ARCHIVED']);
  });

  it('registration, and of a letter with a past what became of it', async () => {
    const fresh = await caseOf(casework, 'mayor');
    const [own, past] = [
      await caseOf(casework, 'department:housing'),
      await caseOf(casework, 'mayor', {
        submittedAt: '2011-06-01T09:00:00+08:00',
        history: { reply: '已办理', repliedAt: '2011-06-03T09:00:00+08:00' },
      }),
    ];
    expect(await logOf(casework, fresh)).toEqual(['CASE_REGISTERED']);
    expect(await logOf(casework, own)).toEqual(['CASE_REGISTERED', 'CASE_ACCEPTED']);
    const answered = ['CASE_REGISTERED', 'CASE_ACCEPTED', 'REPLY_GIVEN', 'CASE_CONCLUDED'];
    expect(await logOf(casework, past)).toEqual(answered);
  });

  it('notifyReceipt, which Hangzhou asks for (R75, R76)', async () => {
    await using hangzhou = await startCasework({ profile: await profileOf('hangzhou-2016') });
    hangzhou.clock.set('2016-09-30T09:00:00+08:00');
    const caseId = await caseOf(hangzhou, 'mayor', { channel: 'SMS' });
    const told = await eventsOf(hangzhou, 'notifyReceipt', cityBureau, { caseId });
    expect(told).toEqual(['RECEIPT_NOTIFIED']);
  });

  it('appeals and their hearings, which the law of 2022 knows (art. 35, art. 36)', async () => {
    await using national = await startCasework({ profile: await profileOf('national-2022') });
    const ids = await SITUATIONS.replied!(national);
    expect(await eventsOf(national, 'requestAppeal', citizenLi, ids)).toEqual(['APPEAL_REQUESTED']);
    const { appeals } = await readCase<{ appeals: { id: string }[] }>(
      national,
      ids.caseId,
      'appeals { id }',
    );
    const appealId = appeals[0]!.id;
    const heard = { ...ids, appealId };
    national.clock.set('2026-03-13T09:00:00+08:00');
    expect(await eventsOf(national, 'recordHearing', cityBureau, heard)).toEqual(['HEARING_HELD']);
    expect(await eventsOf(national, 'decideAppeal', cityBureau, heard)).toEqual(['APPEAL_DECIDED']);
  });

  it('is so for every act that there is', () => {
    const elsewhere = [
      'unlinkRepeat',
      'deliverSupervision',
      'circulateSupervision',
      'showcaseExample',
      'archiveCase',
      'giveLateExplanation',
      'notifyReceipt',
      'requestAppeal',
      'decideAppeal',
      'recordHearing',
    ];
    const listed = [...GUANGAN_ACTS.map(([name]) => name), ...elsewhere];
    expect(listed.toSorted()).toEqual(Object.keys(ACTS).toSorted());
  });
});

describe('a change and its event', () => {
  it('are one transaction: what cannot be committed leaves neither', async () => {
    const caseId = await caseOf(casework, 'mayor');
    await onDatabase(casework, async (client) => {
      await client.query(`create function refuse_commit() returns trigger language plpgsql
        as $$ begin raise exception 'not today'; end $$`);
      await client.query(`create constraint trigger refused after insert on case_event
        deferrable initially deferred for each row execute function refuse_commit()`);
      const failed = await refusal(casework, cityBureau, 'acceptCase', { caseId });
      expect(failed).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
      await client.query('drop trigger refused on case_event');
    });
    expect(await logOf(casework, caseId)).toEqual(['CASE_REGISTERED']);
    expect(await readCase(casework, caseId, 'state')).toEqual({ state: 'REGISTERED' });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    expect(await logOf(casework, caseId)).toEqual(['CASE_REGISTERED', 'CASE_ACCEPTED']);
  });
});

/** What the act appends, after somebody tried it who may not. */
async function eventsOf(
  world: TestCasework,
  name: ActName,
  actor: Actor,
  ids: Ids,
): Promise<string[]> {
  const before = await logOf(world, ids.caseId);
  expect(await refusal(world, mailboxOf('mayor'), name, ids)).not.toBeNull();
  expect(await logOf(world, ids.caseId)).toEqual(before);
  await act(world, actor, name, ids);
  return (await logOf(world, ids.caseId)).slice(before.length);
}

function logOf(world: TestCasework, caseId: string): Promise<string[]> {
  return onDatabase(world, async (client) => {
    const { rows } = await client.query<{ act: string }>(
      'select act from case_event where case_id = $1 order by seq',
      [caseId],
    );
    return rows.map((row) => row.act);
  });
}

/** Adds the deadline that an act may be about: an assignment's, otherwise the whole case's. */
async function withDeadline(world: TestCasework, ids: Ids): Promise<Ids> {
  const { deadlines } = await readCase<{ deadlines: { id: string; kind: string }[] }>(
    world,
    ids.caseId,
    'deadlines { id kind }',
  );
  const byKind = (wanted: string) => deadlines.find(({ kind }) => kind === wanted)?.id;
  const deadlineId = byKind('ASSIGNMENT') ?? byKind('HANDLING');
  return deadlineId === undefined ? ids : { ...ids, deadlineId };
}

async function onDatabase<Result>(
  { databaseUrl }: TestCasework,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    connectionString: databaseUrl,
    options: '-c search_path=casework',
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
