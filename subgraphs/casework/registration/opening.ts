import { randomUUIDv7 } from 'node:crypto';
import { NO_POLICY, policyOn } from '../../kit/profile/choose-policy.ts';
import { keepingOf } from '../../kit/profile/kept-from.rules.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { move } from '../cases/case.rules.ts';
import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { CaseEventInput } from '../events/event-log.commands.ts';
import type { ReplyRow } from '../replies/reply.entity.ts';
import { registrationNumber, type Answer, type Registration } from './registration.rules.ts';
import type { Place } from './registration.store.ts';

/** A new case with all that comes with it, so that it is written in one go. */
export interface Opening {
  row: CaseRow;
  deadlines: DeadlineRow[];
  reply: ReplyRow | null;
  events: CaseEventInput[];
}

export function toOpening(deps: ActDeps, registration: Registration, place: Place): Opening {
  const row = toCase(deps, registration, place);
  const answer = registration.history?.answer ?? null;
  const deadlines = deadlinesOf(deps, row, registration);
  row.dueAt = soonestOpen(deadlines);
  return {
    row,
    deadlines,
    reply: answer && toReply(row, answer),
    events: eventsOf(row, answer),
  };
}

/** R6: nobody triages what came to a department's own mailbox; a letter with a past was triaged. */
function toCase(
  { clock, profile }: ActDeps,
  { history, petitionerMarks: _marks, ...facts }: Registration,
  { sequence, repeatOf, sameMatterAs }: Place,
): CaseRow {
  const registeredAt = history ? facts.submittedAt : clock.now();
  const day = shanghaiDay(registeredAt);
  const isOwned = facts.mailbox === 'DEPARTMENT' && facts.mailboxUnit !== null;
  const isAccepted = history !== null || isOwned;
  const state = isAccepted ? 'ACCEPTED' : 'REGISTERED';
  const answer = history?.answer ?? null;
  const keeping = keepingOf(facts.accusedUnits, profile.city.units);
  return {
    ...facts,
    id: `case:${randomUUIDv7()}`,
    registrationNumber: registrationNumber(profile.city.registrationPrefix, day, sequence),
    state: answer ? move(move(state, 'REPLY'), 'CONCLUDE') : state,
    registeredAt,
    acceptedAt: isAccepted ? registeredAt : null,
    concludedAt: answer?.repliedAt ?? null,
    archivedAt: null,
    importance: null,
    repeatOf,
    sameMatterAs,
    declineGround: null,
    guidance: null,
    handlingUnits: keeping.keptBy ? [keeping.keptBy] : [],
    ...keeping,
    dueAt: null,
    noticeFailedAt: null,
    unansweredMessageAt: null,
    policy: policyOn(profile.policies, day)?.id ?? NO_POLICY,
  };
}

/** What a letter with a past owed was met at its own time; it owes no notices any more. */
function deadlinesOf(
  { deadlines }: ActDeps,
  row: CaseRow,
  { history }: Registration,
): DeadlineRow[] {
  const { id: caseId, registeredAt: startedAt, mailboxUnit: unitId = null } = row;
  const facts = { ...row, mailboxUnit: unitId, petitionType: row.type };
  const owed = (kind: DeadlineRow['kind'], metAt: Date | null = null): DeadlineRow[] => {
    const deadline = deadlines.countOut(facts, { caseId, kind, startedAt, unitId });
    return deadline ? [{ ...deadline, metAt }] : [];
  };
  // Notice of receipt and landing, where the policy counts them from registration (R19, R42, R75, R76).
  const noticed = (kind: DeadlineRow['kind']): DeadlineRow[] =>
    history ? [] : owed(kind).filter(({ startEvent }) => startEvent === 'CASE_REGISTERED');
  // A department's own mailbox is where it belongs already (R6).
  const isTriaged = row.mailbox !== 'DEPARTMENT';
  return [
    ...(isTriaged ? owed('ACCEPTANCE', row.acceptedAt) : []),
    ...(row.acceptedAt ? owed('HANDLING', history?.answer?.repliedAt) : []),
    ...noticed('RECEIPT_NOTICE'),
    ...(isTriaged ? noticed('LANDING') : []),
  ];
}

function soonestOpen(deadlines: readonly DeadlineRow[]): Date | null {
  const open = deadlines.filter(({ metAt }) => metAt === null).map(({ dueAt }) => dueAt.getTime());
  return open.length === 0 ? null : new Date(Math.min(...open));
}

/** Of a letter that was answered before it came to us: the answer, as of its own time. */
function toReply(
  { id: caseId, mailboxUnit: unitId = null }: CaseRow,
  { content, repliedAt }: Answer,
): ReplyRow {
  // Whether it was published is not known, so it is not published now (R66).
  const visibility = 'PRIVATE';
  return { id: `reply:${randomUUIDv7()}`, caseId, content, visibility, unitId, repliedAt };
}

/** Told to the unit whose case it is, where it is a single unit's. */
function eventsOf(
  { id: caseId, mailboxUnit, keptBy, registeredAt, acceptedAt }: CaseRow,
  answer: Answer | null,
): CaseEventInput[] {
  const unitId = mailboxUnit ?? keptBy ?? null;
  const event = (act: CaseEventInput['act'], at: Date): CaseEventInput => ({
    caseId,
    unitId,
    act,
    at,
  });
  return [
    event('CASE_REGISTERED', registeredAt),
    ...(acceptedAt ? [event('CASE_ACCEPTED', acceptedAt)] : []),
    ...(answer
      ? [event('REPLY_GIVEN', answer.repliedAt), event('CASE_CONCLUDED', answer.repliedAt)]
      : []),
  ];
}
