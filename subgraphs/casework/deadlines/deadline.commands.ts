import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { policyById } from '../../kit/profile/choose-policy.ts';
import type {
  LimitKind,
  Policy,
  PolicyBook,
  StartEvent,
  TimeLimit,
} from '../../kit/profile/policy.ts';
import { chooseLimit, provinceOf } from '../policies/policy.rules.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { computeTerm, type Term } from './deadline.rules.ts';
import {
  holdCase,
  insertDeadline,
  markMet,
  refreshDueAt,
  type HeldCase,
  type OpenDeadlines,
} from './deadline.store.ts';
import { recordPause, type Pause } from './pause.commands.ts';
import type { WorkingCalendar } from './working-calendar.ts';

export interface DeadlineStart {
  caseId: string;
  kind: LimitKind;
  /** Counting starts after this day. */
  startedAt: Date;
  /** Who owes it; null for the petition bureau. */
  unitId: string | null;
  assignmentId?: string | null;
  /** Where a kind may start after different acts: only a limit that starts after this one. */
  startEvent?: StartEvent;
}

/** All but countOut work in the caller's transaction and keep the case's dueAt, its soonest open deadline. */
export interface DeadlineCommands {
  /** By the policy the case was registered under; null where that sets no such limit (R11). */
  startDeadline: (em: EntityManager, start: DeadlineStart) => Promise<DeadlineRow | null>;
  /** As startDeadline, of a case that is not written yet: its caller writes both. */
  countOut: (facts: HeldCase, start: DeadlineStart) => DeadlineRow | null;
  /** Deadlines that were met before keep their time. */
  meetDeadlines: (em: EntityManager, met: OpenDeadlines) => Promise<void>;
  /** Days that do not count, such as those of a hearing (art. 36); the deadline moves. */
  pauseDeadline: (em: EntityManager, pause: Pause) => Promise<Term>;
}

export interface DeadlineDeps {
  policies: PolicyBook;
  /** Two-digit code, of matters that came to no district (R42). */
  province: string;
  calendar: WorkingCalendar;
}

export function createDeadlineCommands(deps: DeadlineDeps): DeadlineCommands {
  return {
    startDeadline: async (em, start) => {
      await em.flush();
      const row = countOut(deps, await holdCase(em, start.caseId), start);
      if (!row) return null;
      await insertDeadline(em, row);
      await refreshDueAt(em, start.caseId);
      return row;
    },
    countOut: (facts, start) => countOut(deps, facts, start),
    meetDeadlines: async (em, met) => {
      await em.flush();
      await holdCase(em, met.caseId);
      await markMet(em, met);
      await refreshDueAt(em, met.caseId);
    },
    pauseDeadline: (em, pause) => recordPause(deps, em, pause),
  };
}

function countOut(
  { policies, province, calendar }: DeadlineDeps,
  facts: HeldCase,
  start: DeadlineStart,
): DeadlineRow | null {
  const policy = policyById(policies, facts.policy);
  const local = provinceOf(facts.mailboxUnit, province);
  const limit = chooseLimit(policy, { ...facts, kind: start.kind, province: local });
  if (!policy || !limit) return null;
  if (start.startEvent && start.startEvent !== limit.startEvent) return null;
  return toDeadline(policy, limit, calendar, start);
}

function toDeadline(
  policy: Policy,
  limit: TimeLimit,
  calendar: WorkingCalendar,
  start: DeadlineStart,
): DeadlineRow {
  const { rule, citation, amount, dayUnit, startEvent } = limit;
  return {
    id: `deadline:${randomUUIDv7()}`,
    caseId: start.caseId,
    assignmentId: start.assignmentId ?? null,
    kind: start.kind,
    unitId: start.unitId,
    rule,
    citation,
    amount,
    dayUnit,
    startEvent,
    ...computeTerm(limit, policy.dueSoon, calendar, start.startedAt),
    metAt: null,
    policyVersion: policy.id,
    calendarVersion: calendar.version,
    calendarThrough: calendar.lastDay,
  };
}
