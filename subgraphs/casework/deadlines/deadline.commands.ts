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
  type OpenDeadlines,
} from './deadline.store.ts';
import { recordPause, type Pause } from './pause.commands.ts';
import type { WorkingCalendar } from './working-calendar.ts';

interface DeadlineStart {
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

/** All work in the caller's transaction and keep the case's dueAt, its soonest open deadline. */
export interface DeadlineCommands {
  /** By the policy the case was registered under; null where that sets no such limit (R11). */
  startDeadline: (em: EntityManager, start: DeadlineStart) => Promise<DeadlineRow | null>;
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
      const held = await holdCase(em, start.caseId);
      const policy = policyById(deps.policies, held.policy);
      const province = provinceOf(held.mailboxUnit, deps.province);
      const limit = chooseLimit(policy, { ...held, kind: start.kind, province });
      if (!policy || !limit) return null;
      if (start.startEvent && start.startEvent !== limit.startEvent) return null;
      const row = toDeadline(policy, limit, deps.calendar, start);
      await insertDeadline(em, row);
      await refreshDueAt(em, start.caseId);
      return row;
    },
    meetDeadlines: async (em, met) => {
      await em.flush();
      await holdCase(em, met.caseId);
      await markMet(em, met);
      await refreshDueAt(em, met.caseId);
    },
    pauseDeadline: (em, pause) => recordPause(deps, em, pause),
  };
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
