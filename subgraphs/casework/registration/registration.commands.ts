import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import { NO_POLICY, policyOn } from '../../kit/profile/choose-policy.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import { appendEvents } from '../events/event-log.commands.ts';
import type { RegisterPetitionInput } from '../generated/resolver-types.ts';
import { applyEarlierModeration } from '../moderation/moderation.commands.ts';
import { recordAnswer } from './history.commands.ts';
import {
  checkRegistration,
  registrationNumber,
  requireMailboxOf,
  type Registration,
} from './registration.rules.ts';
import { addMarks, findFirstLike, holdPetitioner } from './repeat.store.ts';
import {
  addCase,
  findRegistered,
  holdPetition,
  isQueryCodeTaken,
  nextRegistration,
} from './registration.store.ts';

interface Registered {
  caseId: string;
  wasAlreadyRegistered: boolean;
}

/** Opens a case for a petition, once per petition id. */
export type RegisterPetition = (
  actor: Actor,
  petition: RegisterPetitionInput,
) => Promise<Registered>;

export function createRegisterPetition(deps: ActDeps): RegisterPetition {
  return (actor, petition) => {
    requireMailboxOf(actor, petition.petitionId);
    const registration = checkRegistration(petition, deps.profile);
    return deps.orm.em.fork().transactional(async (em) => {
      await holdPetition(em, registration.petitionId);
      const known = await findRegistered(em, registration.petitionId);
      if (known) return { caseId: known.id, wasAlreadyRegistered: true };
      await holdPetitioner(em, registration);
      const row = await openCase(deps, em, registration);
      const answer = registration.history?.answer;
      if (answer) await recordAnswer(deps, em, row, answer);
      await em.flush();
      await applyEarlierModeration(deps, em, row.petitionId);
      return { caseId: row.id, wasAlreadyRegistered: false };
    });
  };
}

async function openCase(
  deps: ActDeps,
  em: EntityManager,
  registration: Registration,
): Promise<CaseRow> {
  if (await isQueryCodeTaken(em, registration.queryCodeHash))
    throw badUserInput('petition.queryCodeHash', 'a hash of its own', "another petition's");
  const row = await toCase(deps, em, registration);
  addCase(em, row);
  await startClocks(deps, em, row);
  if (!registration.history) await startNotices(deps, em, row);
  const event = { caseId: row.id, unitId: row.mailboxUnit, at: row.registeredAt };
  await appendEvents(em, [
    { ...event, act: 'CASE_REGISTERED' },
    ...(row.acceptedAt ? [{ ...event, act: 'CASE_ACCEPTED' as const }] : []),
  ]);
  await addMarks(em, row.id, registration.petitionerMarks);
  return row;
}

/** R6: nobody triages what came to a department's own mailbox; a letter with a past was triaged. */
async function toCase(
  deps: ActDeps,
  em: EntityManager,
  registration: Registration,
): Promise<CaseRow> {
  const { history, petitionerMarks: _marks, ...facts } = registration;
  const registeredAt = history ? facts.submittedAt : deps.clock.now();
  const isOwned = facts.mailbox === 'DEPARTMENT' && facts.mailboxUnit !== null;
  const isAccepted = history !== null || isOwned;
  const { registrationPrefix } = deps.profile.city;
  const sequence = await nextRegistration(em);
  return {
    ...facts,
    id: `case:${randomUUIDv7()}`,
    registrationNumber: registrationNumber(registrationPrefix, shanghaiDay(registeredAt), sequence),
    state: isAccepted ? 'ACCEPTED' : 'REGISTERED',
    registeredAt,
    acceptedAt: isAccepted ? registeredAt : null,
    concludedAt: null,
    archivedAt: null,
    importance: null,
    repeatOf: await findFirstLike(em, registration),
    declineGround: null,
    guidance: null,
    handlingUnits: [],
    dueAt: null,
    noticeFailedAt: null,
    policy: policyOn(deps.profile.policies, shanghaiDay(registeredAt))?.id ?? NO_POLICY,
  };
}

/** What is owed from registration on where the policy says so: notice of receipt, landing (R19, R42, R75, R76). */
async function startNotices(
  { deadlines }: ActDeps,
  em: EntityManager,
  row: CaseRow,
): Promise<void> {
  const start = {
    caseId: row.id,
    startedAt: row.registeredAt,
    unitId: row.mailboxUnit ?? null,
    startEvent: 'CASE_REGISTERED',
  } as const;
  await deadlines.startDeadline(em, { ...start, kind: 'RECEIPT_NOTICE' });
  // A department's own mailbox is where it belongs already (R6).
  if (row.mailbox !== 'DEPARTMENT')
    await deadlines.startDeadline(em, { ...start, kind: 'LANDING' });
}

async function startClocks({ deadlines }: ActDeps, em: EntityManager, row: CaseRow): Promise<void> {
  const { id: caseId, registeredAt, mailbox } = row;
  const start = {
    caseId,
    startedAt: registeredAt,
    unitId: row.mailboxUnit ?? null,
  };
  if (mailbox !== 'DEPARTMENT') await deadlines.startDeadline(em, { ...start, kind: 'ACCEPTANCE' });
  if (!row.acceptedAt) return;
  await deadlines.meetDeadlines(em, { caseId, kinds: ['ACCEPTANCE'], metAt: row.acceptedAt });
  await deadlines.startDeadline(em, { ...start, kind: 'HANDLING' });
}
