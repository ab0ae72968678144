import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '../../../../schema/contract/actor.ts';
import type { Answer, TestCasework } from './casework.ts';
import { ACTS, CASE_VIEW, type ActName } from './acts.ts';
import { mailboxOf } from './actors.ts';

export interface CaseView {
  id: string;
  registrationNumber: string;
  state: string;
}

export function hashOf(code: string): string {
  return createHash('sha256').update(code.replaceAll('-', '')).digest('hex');
}

/** A letter as its mailbox announces it; `place` is mayor, national or a unit id. */
export function petitionTo(
  place: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> & { petitionId: string } {
  const kind = place.split(':', 1)[0]!.toUpperCase();
  return {
    petitionId: `${place}:${randomUUID()}`,
    mailbox: kind,
    mailboxUnit: place.includes(':') ? place : null,
    channel: 'ONLINE',
    type: 'COMPLAINT',
    submittedAt: '2026-03-02T08:30:00+08:00',
    petitionerAccount: 'account:li',
    queryCodeHash: hashOf(randomUUID()),
    ...changes,
  };
}

export async function register(
  casework: TestCasework,
  petition: ReturnType<typeof petitionTo>,
): Promise<Answer<{ registerPetition: { wasAlreadyRegistered: boolean; case: CaseView } }>> {
  const prefix = petition.petitionId.slice(0, petition.petitionId.lastIndexOf(':'));
  return casework.ask(
    mailboxOf(prefix),
    `mutation ($petition: RegisterPetitionInput!) {
      registerPetition(petition: $petition) { wasAlreadyRegistered case { ${CASE_VIEW} } }
    }`,
    { petition },
  );
}

/** Registers a letter and resolves to its case's id. */
export async function caseOf(
  casework: TestCasework,
  place: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  return expectData(await register(casework, petitionTo(place, changes))).registerPetition.case.id;
}

/** Registration number of an earlier case of the same petitioner. */
export async function firstOf(
  casework: TestCasework,
  place: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const past = { submittedAt: '2011-05-01T09:00:00+08:00', history: {}, ...changes };
  const answer = await register(casework, petitionTo(place, past));
  return expectData(answer).registerPetition.case.registrationNumber;
}

export interface ActResult {
  case?: CaseView & {
    claims?: { id: string }[];
    supervisions?: { id: string }[];
    commitments?: { id: string }[];
    appeals?: { id: string }[];
  };
  reply?: { id: string; content: string; unit: { id: string } | null };
  assignment?: {
    id: string;
    state: string;
    case: CaseView;
    deadline?: { rule: string; dueOn: string; metAt: string | null } | null;
  };
}

/** Does one act and resolves to its result; fails where it is refused. */
export async function act(
  casework: TestCasework,
  actor: Actor,
  name: ActName,
  variables: Record<string, unknown>,
): Promise<ActResult> {
  const answer = await casework.ask<{ act: ActResult }>(actor, ACTS[name], variables);
  return expectData(answer).act;
}

/** Tries one act and resolves to the code of its refusal, or null where it was done. */
export async function refusal(
  casework: TestCasework,
  actor: Actor | null,
  name: ActName,
  variables: Record<string, unknown>,
): Promise<({ code?: unknown; message: string } & Record<string, unknown>) | null> {
  const answer = await casework.ask(actor, ACTS[name], variables);
  const [error] = answer.errors ?? [];
  return error ? { ...error.extensions, message: error.message } : null;
}

export function expectData<Data>(answer: Answer<Data>): Data {
  if (answer.data && !answer.errors) return answer.data;
  throw new Error(`expected data, got ${JSON.stringify(answer.errors)}`);
}
