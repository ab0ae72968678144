import type { Actor } from '../../../schema/contract/actor.ts';
import type { ExtensionGround, ExtensionRule, Policy } from '../../kit/profile/policy.ts';
import { badUserInput, forbidden } from '../../kit/errors.ts';
import { isBureauOf, isHandler, isOwningDepartment } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { illegalMove } from '../cases/case.rules.ts';
import { chooseExtension } from '../policies/policy.rules.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { isOverdue, type GrantedDays } from './deadline.rules.ts';

/** What is asked for: with TO all days from the start, with BY the days added. */
export interface ExtensionRequest {
  ground: ExtensionGround;
  days: number;
  approvedBy: string | null;
  reasonToldAt: Date | null;
}

interface ExtensionCase {
  row: CaseRow;
  now: Date;
}

/**
 * Who may ask, and when: the case's bureau or owner, a leg's own unit; before the last day is over.
 * @throws FORBIDDEN or ILLEGAL_MOVE
 */
export function checkExtension(
  actor: Actor,
  { row, now }: ExtensionCase,
  deadline: DeadlineRow,
): void {
  const isOwn =
    isBureauOf(actor, row) ||
    isOwningDepartment(actor, row) ||
    (deadline.assignmentId !== null && isHandler(actor, deadline.unitId ?? ''));
  if (!isOwn) throw forbidden('extend this deadline');
  const state = deadline.metAt ? 'MET' : isOverdue(deadline, now) ? 'OVERDUE' : 'OPEN';
  if (state === 'OPEN') return;
  const why = `Expected a deadline that is neither met nor over, but it is ${state}.`;
  throw illegalMove(state, 'EXTEND_DEADLINE', [], why);
}

/**
 * The policy's rule for an extension, held against all it asks for (R58–R60, R87, art. 34).
 * @throws ILLEGAL_MOVE where the policy has none for the ground, BAD_USER_INPUT naming what is wrong
 */
export function decideExtension(
  policy: Policy | null,
  { row, now }: ExtensionCase,
  deadline: DeadlineRow,
  granted: readonly GrantedDays[],
  request: ExtensionRequest,
): ExtensionRule {
  const { kind } = deadline;
  const { ground } = request;
  const rule = chooseExtension(policy, { kind, petitionType: row.type, ground });
  if (!rule) {
    const why = `${row.policy}: expected a ground on which ${kind} may be extended, but got ${ground}.`;
    throw illegalMove(row.state, 'EXTEND_DEADLINE', groundsFor(policy, kind), why);
  }
  requireUnits(rule, row);
  requireWithin(rule, deadline, granted, request.days);
  requireConsent(rule, request, now);
  return rule;
}

function groundsFor(policy: Policy | null, kind: DeadlineRow['kind']): string[] {
  const rules = policy?.extensions.filter(({ kinds }) => kinds.includes(kind)) ?? [];
  return rules.map(({ ground }) => ground);
}

/** Whether the policy has a rule by which the deadline may be put off further today. */
export function isExtensible(
  policy: Policy | null,
  row: CaseRow,
  deadline: DeadlineRow,
  granted: readonly GrantedDays[],
): boolean {
  const rules = policy?.extensions ?? [];
  return rules.some((rule) => {
    const { least, most } = roomFor(rule, deadline, granted);
    return (
      rule.kinds.includes(deadline.kind) &&
      rule.petitionTypes.includes(row.type) &&
      unitsAtWork(row) >= (rule.unitsMin ?? 0) &&
      least <= most
    );
  });
}

/** Whoever has the case instead of the city's offices is its bureau. */
function unitsAtWork({ mailbox, mailboxUnit, handlingUnits, keptBy }: CaseRow): number {
  const own = mailbox === 'DEPARTMENT' && mailboxUnit ? [mailboxUnit] : [];
  return new Set([...handlingUnits.filter((unit) => unit !== keptBy), ...own]).size;
}

/** R59: several departments are at work. */
function requireUnits({ unitsMin, rule }: ExtensionRule, row: CaseRow): void {
  const units = unitsAtWork(row);
  if (unitsMin === null || units >= unitsMin) return;
  const why = `${rule}: expected at least ${unitsMin} units at work on the case, but there is ${units}.`;
  throw illegalMove(row.state, 'EXTEND_DEADLINE', [], why);
}

/** The ceiling is the policy's; TO must lead further than before, BY counts what was added before. */
function requireWithin(
  rule: ExtensionRule,
  deadline: DeadlineRow,
  granted: readonly GrantedDays[],
  days: number,
): void {
  const { least, most } = roomFor(rule, deadline, granted);
  if (least <= days && days <= most) return;
  const range = least <= most ? `${least} to ${most} days` : 'no more days';
  throw badUserInput('days', `${range} (${rule.rule})`, String(days));
}

function roomFor(
  { mode, amount }: ExtensionRule,
  deadline: DeadlineRow,
  granted: readonly GrantedDays[],
): { least: number; most: number } {
  const before = granted.filter((each) => each.mode === mode);
  if (mode === 'TO') return { least: (before.at(-1)?.amount ?? deadline.amount) + 1, most: amount };
  return { least: 1, most: amount - before.reduce((sum, each) => sum + each.amount, 0) };
}

/** R87, art. 34: the head's approval, and the reason told. */
function requireConsent(
  { approver, tellsReason, rule }: ExtensionRule,
  { approvedBy, reasonToldAt }: ExtensionRequest,
  now: Date,
): void {
  if (approver !== null && approvedBy === null)
    throw badUserInput('approvedBy', `the head who approved it (${rule})`, 'nobody');
  if (tellsReason && reasonToldAt === null)
    throw badUserInput('reasonToldAt', `when the petitioner was told why (${rule})`, 'nothing');
  if (reasonToldAt !== null && reasonToldAt > now)
    throw badUserInput('reasonToldAt', 'a time that has come', 'a later one');
}
