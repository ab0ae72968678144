import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  GUANGAN,
  guangan,
  housing,
  HOUSING,
  TRANSPORT,
} from '../support/actors.ts';
import type { TestCasework } from '../support/casework.ts';
import type { ActName } from '../support/acts.ts';
import { readCase } from '../support/read-case.ts';
import { act, caseOf, firstOf } from '../support/story.ts';

/** Arguments of every act in a situation: ids of the case and of what hangs on it. */
export type Ids = { caseId: string } & Record<string, unknown>;

/** Brings a case into a situation. */
export type Situation = (casework: TestCasework) => Promise<Ids>;

/** Does one act and merges the ids of what it made into the arguments of later acts. */
async function did(
  casework: TestCasework,
  ids: Ids,
  actor: Actor,
  name: ActName,
  changes: Record<string, unknown> = {},
): Promise<Ids> {
  const made = await act(casework, actor, name, { ...ids, ...changes });
  const claim = made.case?.claims?.at(-1);
  const commitment = made.case?.commitments?.at(-1);
  const supervision = made.case?.supervisions?.at(-1);
  const appeal = made.case?.appeals?.at(-1);
  return {
    ...ids,
    ...(made.assignment && { assignmentId: made.assignment.id }),
    ...(made.reply && { replyId: made.reply.id }),
    ...(claim && { claimId: claim.id }),
    ...(commitment && { commitmentId: commitment.id }),
    ...(appeal && { appealId: appeal.id }),
    ...(supervision && { supervisionId: supervision.id }),
  };
}

async function letter(
  casework: TestCasework,
  place = 'mayor',
  changes: Record<string, unknown> = {},
): Promise<Ids> {
  const nothing = '00000000-0000-7000-8000-000000000000';
  return {
    caseId: await caseOf(casework, place, changes),
    first: await firstOf(casework, place),
    unit: TRANSPORT,
    assignmentId: `assignment:${nothing}`,
    claimId: `claim:${nothing}`,
    commitmentId: `commitment:${nothing}`,
    appealId: `appeal:${nothing}`,
    deadlineId: `deadline:${nothing}`,
    supervisionId: `supervision:${nothing}`,
    replyId: `reply:${nothing}`,
  };
}

async function accepted(casework: TestCasework): Promise<Ids> {
  return did(casework, await letter(casework), cityBureau, 'acceptCase');
}

async function issued(casework: TestCasework, name: ActName): Promise<Ids> {
  return did(casework, await accepted(casework), cityBureau, name, { unit: HOUSING });
}

async function received(casework: TestCasework, name: ActName): Promise<Ids> {
  return did(casework, await issued(casework, name), housing, 'receiveAssignment');
}

async function reported(casework: TestCasework): Promise<Ids> {
  return did(casework, await received(casework, 'issueMandate'), housing, 'giveFeedback');
}

async function replied(casework: TestCasework, visibility = 'PUBLIC'): Promise<Ids> {
  const ids = await received(casework, 'issueReferral');
  return did(casework, ids, housing, 'replyToPetitioner', { visibility });
}

async function firstReviewed(casework: TestCasework): Promise<Ids> {
  return did(casework, await replied(casework), housing, 'reviewFirst');
}

async function withClaim(casework: TestCasework): Promise<Ids> {
  return did(casework, await accepted(casework), cityBureau, 'addClaim');
}

async function concluded(casework: TestCasework): Promise<Ids> {
  return did(casework, await replied(casework), cityBureau, 'concludeCase');
}

async function supervised(casework: TestCasework): Promise<Ids> {
  return did(casework, await replied(casework), cityBureau, 'openSupervision');
}

/** A letter of 2011 that was never answered: what its district owes is long over. */
function overdue(casework: TestCasework): Promise<Ids> {
  return letter(casework, GUANGAN, { submittedAt: '2011-06-01T09:00:00+08:00', history: {} });
}

export const SITUATIONS: Record<string, Situation> = {
  'registered, mayor': (casework) => letter(casework),
  'registered, district': (casework) => letter(casework, GUANGAN),
  'accepted, department': (casework) => letter(casework, HOUSING),
  declined: async (casework) => did(casework, await letter(casework), cityBureau, 'declineCase'),
  'accepted, mayor': accepted,
  'accepted, district': async (casework) =>
    did(casework, await letter(casework, GUANGAN), guangan, 'acceptCase'),
  'referral issued': (casework) => issued(casework, 'issueReferral'),
  'referral received': (casework) => received(casework, 'issueReferral'),
  'referral objected to': async (casework) =>
    did(casework, await received(casework, 'issueReferral'), housing, 'objectToAssignment'),
  'objection upheld': async (casework) => {
    const ids = await received(casework, 'issueReferral');
    await did(casework, ids, housing, 'objectToAssignment');
    return did(casework, ids, cityBureau, 'decideObjection');
  },
  'mandate issued': (casework) => issued(casework, 'issueMandate'),
  'mandate received': (casework) => received(casework, 'issueMandate'),
  'mandate reported': reported,
  'for reference received': (casework) => received(casework, 'issueForReference'),
  'accepted, with a claim': withClaim,
  'replied, claim settled': async (casework) => {
    const ids = await did(casework, await withClaim(casework), cityBureau, 'recordClaimOutcome');
    return did(casework, ids, cityBureau, 'replyToPetitioner');
  },
  'replied, claim open': async (casework) =>
    did(casework, await withClaim(casework), cityBureau, 'replyToPetitioner'),
  'accepted, important': async (casework) =>
    did(casework, await accepted(casework), cityBureau, 'markImportant'),
  replied: (casework) => replied(casework),
  'replied, privately': (casework) => replied(casework, 'PRIVATE'),
  'replied, privately, told': async (casework) =>
    did(casework, await replied(casework, 'PRIVATE'), housing, 'recordContact'),
  'first reviewed': firstReviewed,
  'second reviewed': async (casework) =>
    did(casework, await firstReviewed(casework), cityBureau, 'reviewSecond'),
  concluded,
  'concluded, an example': async (casework) =>
    did(casework, await concluded(casework), cityBureau, 'recordExample'),
  'supervision opened': supervised,
  'supervision consented': async (casework) =>
    did(casework, await supervised(casework), cityBureau, 'consentToSupervision'),
  'supervision delivered': async (casework) => {
    const ids = await did(casework, await supervised(casework), cityBureau, 'consentToSupervision');
    await did(casework, ids, cityBureau, 'recordSiteVisit');
    return did(casework, ids, cityBureau, 'deliverSupervision');
  },
  'replied, with a commitment': async (casework) =>
    did(casework, await replied(casework), cityBureau, 'recordCommitment'),
  'signature disputed': async (casework) =>
    did(casework, await replied(casework), citizenLi, 'disputeSignature'),
  overdue: overdue,
  'overdue, urged twice': async (casework) => {
    const ids = await overdue(casework);
    const { deadlines } = await readCase<{ deadlines: { id: string; kind: string }[] }>(
      casework,
      ids.caseId,
      'deadlines { id kind }',
    );
    const deadlineId = deadlines.find(({ kind }) => kind === 'HANDLING')!.id;
    await did(casework, ids, cityBureau, 'urge', { deadlineId });
    return did(casework, ids, cityBureau, 'urge', { deadlineId });
  },
  'replied, review requested': async (casework) =>
    did(casework, await replied(casework), citizenLi, 'requestAppeal'),
  // Once no appeal can come any more (art. 34 of 2005).
  archived: async (casework) => {
    const ids = await concluded(casework);
    const today = casework.clock.now().toISOString();
    casework.clock.set('2026-05-06T09:00:00+08:00');
    const archived = await did(casework, ids, cityBureau, 'archiveCase');
    casework.clock.set(today);
    return archived;
  },
};
