import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  LimitCircumstance,
  LimitKind,
  PetitionTypeName,
  Policy,
} from '../../kit/profile/profile.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { chooseLimit, computeTerm } from './deadline.rules.ts';
import {
  insertDeadline,
  lockCase,
  markMet,
  refreshDueAt,
  type OpenDeadlines,
} from './deadline.store.ts';
import type { WorkingCalendar } from './working-calendar.ts';

interface DeadlineStart {
  caseId: string;
  kind: LimitKind;
  petitionType: PetitionTypeName;
  /** The policy in force that day applies. */
  registeredAt: Date;
  /** Counting starts after this day. */
  startedAt: Date;
  /** Who owes it; null for the petition bureau. */
  unitId: string | null;
  assignmentId?: string | null;
  /** ORDINARY unless said otherwise. */
  circumstance?: LimitCircumstance;
}

/** Both work in the caller's transaction and keep the case's dueAt, its soonest open deadline. */
export interface DeadlineCommands {
  /** Null where the policy sets no such limit (R11). */
  startDeadline: (em: EntityManager, start: DeadlineStart) => Promise<DeadlineRow | null>;
  /** Deadlines that were met before keep their time. */
  meetDeadlines: (em: EntityManager, met: OpenDeadlines) => Promise<void>;
}

export function createDeadlineCommands(deps: {
  policy: Policy;
  calendar: WorkingCalendar;
}): DeadlineCommands {
  return {
    startDeadline: async (em, start) => {
      const row = toDeadline(deps.policy, deps.calendar, start);
      if (!row) return null;
      await em.flush();
      await lockCase(em, start.caseId);
      await insertDeadline(em, row);
      await refreshDueAt(em, start.caseId);
      return row;
    },
    meetDeadlines: async (em, met) => {
      await em.flush();
      await lockCase(em, met.caseId);
      await markMet(em, met);
      await refreshDueAt(em, met.caseId);
    },
  };
}

function toDeadline(
  policy: Policy,
  calendar: WorkingCalendar,
  start: DeadlineStart,
): DeadlineRow | null {
  const { circumstance = 'ORDINARY' } = start;
  const limit = chooseLimit(policy, { ...start, circumstance });
  if (!limit) return null;
  const { rule, citation, amount, dayUnit } = limit;
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
    ...computeTerm(limit, policy.dueSoon, calendar, start.startedAt),
    metAt: null,
    policyVersion: policy.id,
    calendarVersion: calendar.version,
  };
}
