import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '../../../../schema/contract/actor.ts';
import type { Answer, TestCasework } from './casework.ts';
import { mailboxOf } from './actors.ts';

export interface CaseView {
  id: string;
  registrationNumber: string;
  state: string;
}

const CASE_VIEW = 'id registrationNumber state';

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

/** Mutations by name, so that a story reads as one. */
const ACTS = {
  acceptCase: `mutation ($caseId: ID!, $idempotencyKey: ID) {
    act: acceptCase(caseId: $caseId, idempotencyKey: $idempotencyKey) { case { ${CASE_VIEW} } } }`,
  declineCase: `mutation ($caseId: ID!, $ground: DeclineGround! = OUT_OF_SCOPE, $guidance: String! = "请向法院起诉") {
    act: declineCase(caseId: $caseId, ground: $ground, guidance: $guidance) { case { ${CASE_VIEW} } } }`,
  issueReferral: `mutation ($caseId: ID!, $unit: ID!, $instruction: String, $idempotencyKey: ID) {
    act: issueReferral(caseId: $caseId, unit: $unit, instruction: $instruction, idempotencyKey: $idempotencyKey) {
      assignment { id state case { ${CASE_VIEW} } } } }`,
  issueMandate: `mutation ($caseId: ID!, $unit: ID!, $instruction: String) {
    act: issueMandate(caseId: $caseId, unit: $unit, instruction: $instruction) { assignment { id state case { ${CASE_VIEW} } } } }`,
  issueForReference: `mutation ($caseId: ID!, $unit: ID!, $asksFeedback: Boolean! = false) {
    act: issueForReference(caseId: $caseId, unit: $unit, asksFeedback: $asksFeedback) { assignment { id state case { ${CASE_VIEW} } } } }`,
  receiveAssignment: `mutation ($assignmentId: ID!) {
    act: receiveAssignment(assignmentId: $assignmentId) { assignment { id state deadline { rule dueOn metAt } case { ${CASE_VIEW} } } } }`,
  giveFeedback: `mutation ($assignmentId: ID!, $content: String! = "已核实") {
    act: giveFeedback(assignmentId: $assignmentId, content: $content) { assignment { id state feedback case { ${CASE_VIEW} } } } }`,
  replyToPetitioner: `mutation ($caseId: ID!, $content: String! = "已办理", $visibility: ReplyVisibility! = PRIVATE, $idempotencyKey: ID) {
    act: replyToPetitioner(caseId: $caseId, content: $content, visibility: $visibility, idempotencyKey: $idempotencyKey) {
      reply { id content visibility unit { id } } case { ${CASE_VIEW} } } }`,
  concludeCase: `mutation ($caseId: ID!) {
    act: concludeCase(caseId: $caseId) { case { ${CASE_VIEW} concludedAt } } }`,
} as const;

export interface ActResult {
  case?: CaseView;
  reply?: { id: string; content: string; unit: { id: string } | null };
  assignment?: {
    id: string;
    state: string;
    case: CaseView;
    deadline?: { rule: string; dueOn: string; metAt: string | null } | null;
  };
}

export type ActName = keyof typeof ACTS;

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
): Promise<Record<string, unknown> | null> {
  const answer = await casework.ask(actor, ACTS[name], variables);
  const [error] = answer.errors ?? [];
  return error ? { ...error.extensions, message: error.message } : null;
}

export function expectData<Data>(answer: Answer<Data>): Data {
  if (answer.data && !answer.errors) return answer.data;
  throw new Error(`expected data, got ${JSON.stringify(answer.errors)}`);
}
