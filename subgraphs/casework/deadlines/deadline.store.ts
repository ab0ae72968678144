import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  ChannelName,
  LimitKind,
  MailboxName,
  PetitionTypeName,
} from '../../kit/profile/policy.ts';
import type { Term } from './deadline.rules.ts';
import { DeadlineEntity, type DeadlineRow } from './deadline.entity.ts';
import { ExtensionEntity, type ExtensionRow } from './extension.entity.ts';
import { PauseEntity, type PauseRow } from './pause.entity.ts';

/** Soonest first. */
const ORDER = { dueAt: 'asc', id: 'asc' } as const;

export function findDeadlines(em: EntityManager, ids: string[]): Promise<DeadlineRow[]> {
  return em.find(DeadlineEntity, { id: { $in: ids } }, { disableIdentityMap: true });
}

export function findDeadlinesOfCases(em: EntityManager, caseIds: string[]): Promise<DeadlineRow[]> {
  return em.find(
    DeadlineEntity,
    { caseId: { $in: caseIds } },
    { orderBy: ORDER, disableIdentityMap: true },
  );
}

export function findDeadlinesOfAssignments(
  em: EntityManager,
  assignmentIds: string[],
): Promise<DeadlineRow[]> {
  return em.find(
    DeadlineEntity,
    // Of an assignment's limits this is the one that its work is measured by (R55).
    { assignmentId: { $in: assignmentIds }, kind: 'ASSIGNMENT' },
    { orderBy: ORDER, disableIdentityMap: true },
  );
}

export async function insertDeadline(em: EntityManager, row: DeadlineRow): Promise<void> {
  await em.insert(DeadlineEntity, row);
}

export interface OpenDeadlines {
  caseId: string;
  kinds: readonly LimitKind[];
  /** Only this leg's. */
  assignmentId?: string | undefined;
  metAt: Date;
}

export async function markMet(em: EntityManager, open: OpenDeadlines): Promise<void> {
  const { caseId, kinds, assignmentId, metAt } = open;
  await em.nativeUpdate(
    DeadlineEntity,
    {
      caseId,
      kind: { $in: [...kinds] },
      metAt: null,
      ...(assignmentId === undefined ? {} : { assignmentId }),
    },
    { metAt },
  );
}

/** What decides which limits a case has. */
export interface HeldCase {
  policy: string;
  petitionType: PetitionTypeName;
  channel: ChannelName;
  mailbox: MailboxName;
  mailboxUnit: string | null;
}

/** Whoever changes a case's deadlines takes turns, so that case.due_at is computed from all of them. */
export async function holdCase(em: EntityManager, caseId: string): Promise<HeldCase> {
  const [row] = await em.execute<HeldCase[]>(
    `select policy, type as "petitionType", channel, mailbox,
       mailbox_unit as "mailboxUnit" from "case" where id = ? for update`,
    [caseId],
  );
  if (row) return row;
  throw new Error(`expected a case under ${caseId}, got none`);
}

/** In the order they were granted. */
export function findExtensions(em: EntityManager, deadlineIds: string[]): Promise<ExtensionRow[]> {
  return em.find(
    ExtensionEntity,
    { deadlineId: { $in: deadlineIds } },
    { orderBy: { grantedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
}

/** By day. */
export function findPauses(em: EntityManager, deadlineIds: string[]): Promise<PauseRow[]> {
  return em.find(
    PauseEntity,
    { deadlineId: { $in: deadlineIds } },
    { orderBy: { from: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
}

export async function insertExtension(em: EntityManager, row: ExtensionRow): Promise<void> {
  await em.insert(ExtensionEntity, row);
}

export async function insertPause(em: EntityManager, row: PauseRow): Promise<void> {
  await em.insert(PauseEntity, row);
}

export async function updateTerm(
  em: EntityManager,
  id: string,
  term: Omit<Term, 'startsOn'> & Pick<DeadlineRow, 'calendarVersion' | 'calendarThrough'>,
): Promise<void> {
  const { dueOn, dueAt, dueSoonAt, isProvisional, calendarVersion, calendarThrough } = term;
  await em.nativeUpdate(
    DeadlineEntity,
    { id },
    { dueOn, dueAt, dueSoonAt, isProvisional, calendarVersion, calendarThrough },
  );
}

export async function refreshDueAt(em: EntityManager, caseId: string): Promise<void> {
  await em.execute(
    `update "case" set due_at =
       (select min(due_at) from deadline where case_id = "case".id and met_at is null)
     where id = ?`,
    [caseId],
  );
}
