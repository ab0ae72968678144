import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { lockCaseOfPetition } from '../cases/case.store.ts';
import { appendEvent } from '../events/event-log.commands.ts';
import type { RecordModerationInput } from '../generated/resolver-types.ts';
import { requireMailboxOf } from '../registration/registration.rules.ts';
import { holdPetition } from '../registration/registration.store.ts';
import { ACT_OF_STATE, checkModeration, isClosedBy } from './moderation.rules.ts';
import { findModeration, keepModeration, type ModerationRow } from './moderation.store.ts';

/** Resolves to the newest revision there is. */
export type RecordModeration = (actor: Actor, input: RecordModerationInput) => Promise<number>;

/** Makes the command by which mailboxes tell of moderation, in whatever order messages come (R12). */
export function createRecordModeration(deps: ActDeps): RecordModeration {
  return (actor, input) => {
    requireMailboxOf(actor, input.petitionId);
    const told = checkModeration(input);
    const { petitionId } = told;
    return deps.orm.em.fork().transactional(async (em) => {
      await holdPetition(em, petitionId);
      const [known] = await findModeration(em, [petitionId]);
      if (known && known.revision >= told.revision) return known.revision;
      const moderation = { ...told, hasClosedCase: known?.hasClosedCase ?? false };
      const row = await lockCaseOfPetition(em, petitionId);
      await keepModeration(em, row ? await applyModeration(deps, em, row, moderation) : moderation);
      return moderation.revision;
    });
  };
}

/** What a mailbox said of a letter before it was registered, applied to its new case. */
export async function applyEarlierModeration(
  deps: ActDeps,
  em: EntityManager,
  petitionId: string,
): Promise<void> {
  const [known] = await findModeration(em, [petitionId]);
  if (!known) return;
  const row = await lockCaseOfPetition(em, petitionId);
  if (row) await keepModeration(em, await applyModeration(deps, em, row, known));
}

async function applyModeration(
  deps: ActDeps,
  em: EntityManager,
  row: CaseRow,
  moderation: ModerationRow,
): Promise<ModerationRow> {
  if (row.state === 'ARCHIVED') return moderation;
  const closes = isClosedBy(moderation.state, row);
  const reopens = moderation.state === 'RELEASED' && moderation.hasClosedCase;
  if (closes) await closeCase(deps, em, row, moderation);
  if (reopens) await reopenCase(deps, em, row);
  const act = ACT_OF_STATE[moderation.state];
  const unitId = row.mailboxUnit ?? null;
  await appendEvent(em, { caseId: row.id, act, at: deps.clock.now(), unitId });
  return { ...moderation, hasClosedCase: reopens ? false : closes || moderation.hasClosedCase };
}

/** R24, R52: it keeps its number and counts as 无效. */
async function closeCase(
  { deadlines, clock }: ActDeps,
  em: EntityManager,
  row: CaseRow,
  { reason }: ModerationRow,
): Promise<void> {
  row.state = 'DECLINED';
  row.declineGround = 'INVALID';
  row.guidance = reason;
  await deadlines.meetDeadlines(em, {
    caseId: row.id,
    kinds: ['ACCEPTANCE', 'RECEIPT_NOTICE', 'LANDING', 'HANDLING'],
    metAt: clock.now(),
  });
}

/** After an appeal that was allowed, what is owed is owed anew from that day. */
async function reopenCase({ deadlines, clock }: ActDeps, em: EntityManager, row: CaseRow) {
  row.state = row.acceptedAt ? 'ACCEPTED' : 'REGISTERED';
  row.declineGround = null;
  row.guidance = null;
  await deadlines.startDeadline(em, {
    caseId: row.id,
    kind: row.acceptedAt ? 'HANDLING' : 'ACCEPTANCE',
    startedAt: clock.now(),
    unitId: row.mailboxUnit ?? null,
  });
}
