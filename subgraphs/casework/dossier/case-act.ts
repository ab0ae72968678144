import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { notFound } from '../../kit/errors.ts';
import { policyById } from '../../kit/profile/choose-policy.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import { maySee } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { findCasesBy, lockCase, lockCaseOfCode } from '../cases/case.store.ts';
import { appendEvent, type CaseEventInput } from '../events/event-log.commands.ts';
import { isRecordId } from '../input/ids.rules.ts';
import { requireNotHeld } from '../moderation/moderation.rules.ts';
import { findModeration } from '../moderation/moderation.store.ts';
import { actingUnit, bureauOf } from '../units/unit.ts';
import type { Dossier, RecordContent, RecordName, RecordRow } from './dossier.ts';
import { addRecord, caseIdOf, recordsOfHeldCase } from './dossier.store.ts';

/** A case held for one act: whatever is changed in it is written when the act ends. */
export interface HeldCase {
  em: EntityManager;
  actor: Actor;
  row: CaseRow;
  dossier: Dossier;
  at: Date;
  /** The unit the act is recorded under; null for a petitioner. */
  unitId: string | null;
  /** Adds a record to the case, under an id of its own. */
  add: <Name extends RecordName>(name: Name, content: RecordContent<Name>) => RecordRow<Name>;
  /** Records the act in the event log, by default under the acting unit. */
  append: (act: CaseEventInput['act'], details?: Partial<CaseEventInput>) => Promise<void>;
}

/** An act that may be repeated safely under one key. */
export interface Keyed {
  idempotencyKey?: string | null | undefined;
}

interface OnRecord<Name extends RecordName, Input> {
  act: string;
  /** Table of the record and the argument that holds its id. */
  name: Name;
  argument: keyof Input & string;
  input: Input;
}

/**
 * Runs one act on a case, in one transaction and once per idempotency key.
 * @param work resolves to the id of what it made or changed
 * @throws UNAUTHENTICATED, NOT_FOUND and whatever `work` refuses
 */
export function actOnCase(
  deps: ActDeps,
  actor: Actor,
  { act, input }: { act: string; input: Keyed & { caseId: string } },
  work: (held: HeldCase) => Promise<string>,
): Promise<string> {
  const { idempotencyKey, ...content } = input;
  const { caseId } = input;
  return perform(
    deps.orm,
    { actor, request: { act, ...content }, idempotencyKey },
    async (em) => work(await holdCase(deps, em, actor, caseId)),
    (em) => requireSeen(em, actor, caseId, notFound('caseId', caseId)),
  );
}

/** As `actOnCase`, for an act on a record of a case, which is among those of the dossier. */
export function actOnRecord<Name extends RecordName, Input extends Keyed>(
  deps: ActDeps,
  actor: Actor,
  { act, name, argument, input }: OnRecord<Name, Input>,
  work: (held: HeldCase, record: RecordRow<Name>) => Promise<string>,
): Promise<string> {
  const { idempotencyKey, ...content } = input;
  const id = String(input[argument]);
  const refusal = notFound(argument, id);
  const findCase = async (em: EntityManager): Promise<string> => {
    const caseId = isRecordId(id) ? await caseIdOf(em, name, id) : null;
    if (caseId === null) throw refusal;
    return caseId;
  };
  return perform(
    deps.orm,
    { actor, request: { act, ...content }, idempotencyKey },
    async (em) => {
      const held = await holdCase(deps, em, actor, await findCase(em), refusal);
      const rows = held.dossier[name] as { id: string }[];
      const record = rows.find((row) => row.id === id);
      if (!record) throw new Error(`expected a record under ${id}, got none`);
      return work(held, record as RecordRow<Name>);
    },
    async (em) => requireSeen(em, actor, await findCase(em), refusal),
  );
}

/** What an act answers shows the case as it is now, also to whoever does it again much later. */
async function requireSeen(
  em: EntityManager,
  actor: Actor,
  caseId: string,
  refusal: Error,
): Promise<void> {
  const [row] = await findCasesBy(em, 'id', [caseId]);
  if (!row || !maySee(actor, row)) throw refusal;
}

async function holdCase(
  deps: ActDeps,
  em: EntityManager,
  actor: Actor,
  caseId: string,
  refusal = notFound('caseId', caseId),
): Promise<HeldCase> {
  return toHeld(deps, em, actor, await lockCase(em, actor, caseId, refusal));
}

/**
 * The case of a query code, held for one act: the code is the right to it (R17).
 * @throws NOT_FOUND for an unknown code, which it does not repeat
 */
export async function holdByQueryCode(
  deps: ActDeps,
  em: EntityManager,
  actor: Actor,
  hash: string,
): Promise<HeldCase> {
  const row = await lockCaseOfCode(em, hash);
  if (!row) throw notFound('queryCode', 'this code');
  return toHeld(deps, em, actor, row);
}

async function toHeld(
  deps: ActDeps,
  em: EntityManager,
  actor: Actor,
  row: CaseRow,
): Promise<HeldCase> {
  const caseId = row.id;
  const at = deps.clock.now();
  const unitId = actor.role === 'CITIZEN' ? null : actingUnit(actor, row, deps.profile.city);
  const [moderation = null] = await findModeration(em, [row.petitionId]);
  requireNotHeld(row, moderation);
  const dossier: Dossier = {
    ...(await recordsOfHeldCase(em, caseId)),
    row,
    bureau: bureauOf(row, deps.profile.city),
    moderation,
    policy: policyById(deps.profile.policies, row.policy),
    now: at,
    calendar: deps.calendar,
    directory: deps.profile,
  };
  return {
    em,
    actor,
    row,
    dossier,
    at,
    unitId,
    add: (name, content) => addRecord(em, name, caseId, content),
    append: (act, details) => appendEvent(em, { caseId, act, at, unitId, ...details }),
  };
}
