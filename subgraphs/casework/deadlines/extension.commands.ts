import { randomUUIDv7 } from 'node:crypto';
import type { Actor } from '../../../schema/contract/actor.ts';
import { policyById } from '../../kit/profile/choose-policy.ts';
import type { ExtensionGround } from '../../kit/profile/policy.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnRecord, type HeldCase } from '../dossier/case-act.ts';
import { checkOptionalText, checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { countOf, termOf } from './deadline.rules.ts';
import { findExtensions, findPauses, insertExtension } from './deadline.store.ts';
import { checkExtension, decideExtension } from './extension.rules.ts';
import { keepTerm } from './recount.store.ts';

const APPROVER_MAX_CHARS = 100;

interface Extend {
  deadlineId: string;
  ground: ExtensionGround;
  days: number;
  reason: string;
  approvedBy?: string | null | undefined;
  reasonToldAt?: Date | null | undefined;
  idempotencyKey?: string | null | undefined;
}

/** Puts a deadline off as far as its case's policy allows; resolves to its id. */
export type ExtendDeadline = (actor: Actor, extend: Extend) => Promise<string>;

export function createExtendDeadline(deps: ActDeps): ExtendDeadline {
  const onDeadline = { act: 'extendDeadline', name: 'deadlines', argument: 'deadlineId' } as const;
  return (actor, input) =>
    actOnRecord(deps, actor, { ...onDeadline, input }, (held, deadline) =>
      extendDeadline(deps, held, deadline, input),
    );
}

async function extendDeadline(
  { profile, calendar }: ActDeps,
  held: HeldCase,
  deadline: DeadlineRow,
  { ground, days, ...input }: Extend,
): Promise<string> {
  const { em, row, at } = held;
  const situation = { row, now: at };
  checkExtension(held.actor, situation, deadline);
  const reason = checkText('reason', input.reason, NOTE_MAX_CHARS);
  const approvedBy = checkOptionalText('approvedBy', input.approvedBy, APPROVER_MAX_CHARS);
  const reasonToldAt = input.reasonToldAt ?? null;
  const policy = policyById(profile.policies, row.policy);
  const granted = await findExtensions(em, [deadline.id]);
  const request = { ground, days, approvedBy, reasonToldAt };
  const { rule, citation, mode, dayUnit } = decideExtension(
    policy,
    situation,
    deadline,
    granted,
    request,
  );
  if (!policy) throw new Error(`expected a policy of ${deadline.id}, got none`);
  const wider = { mode, amount: days, dayUnit };
  const count = countOf(deadline, [...granted, wider], await findPauses(em, [deadline.id]));
  const term = termOf(count, policy.dueSoon, calendar);
  // At once, since the calendar may be exchanged while anything is awaited.
  await keepTerm(em, deadline, term, calendar);
  await insertExtension(em, {
    id: `extension:${randomUUIDv7()}`,
    deadlineId: deadline.id,
    ground,
    rule,
    citation,
    ...wider,
    reason,
    approvedBy,
    reasonToldAt,
    grantedAt: at,
    dueOnBefore: deadline.dueOn,
    dueOnAfter: term.dueOn,
  });
  await held.append('EXTENSION_GRANTED', { assignmentId: deadline.assignmentId ?? null });
  return deadline.id;
}
