import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, actOnRecord, type HeldCase } from '../dossier/case-act.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import { holdsCaseUp } from './assignment.rules.ts';
import type { AssignmentAct } from './handle.commands.ts';
import { checkUnit, giveTo } from './issue.commands.ts';
import type { ObjectionRow } from './objection.entity.ts';
import {
  checkObjection,
  checkObjectionDecision,
  checkSettlement,
  objectionTo,
  stateAfterReturn,
  unitsWithAPart,
} from './objection.rules.ts';

interface Settlement {
  caseId: string;
  unit: string;
  note: string;
  idempotencyKey?: string | null | undefined;
}

export interface ObjectionCommands {
  /** Both resolve to the assignment's id. */
  objectToAssignment(actor: Actor, input: AssignmentAct & { reason: string }): Promise<string>;
  decideObjection(
    actor: Actor,
    input: AssignmentAct & { isUpheld: boolean; note: string },
  ): Promise<string>;
  /** Resolves to the id of the assignment that stands. */
  settleJurisdiction(actor: Actor, input: Settlement): Promise<string>;
}

const ON_ASSIGNMENT = { name: 'assignments', argument: 'assignmentId' } as const;

export function createObjectionCommands(deps: ActDeps): ObjectionCommands {
  return {
    objectToAssignment: (actor, input) =>
      actOnRecord(
        deps,
        actor,
        { ...ON_ASSIGNMENT, act: 'objectToAssignment', input },
        (held, assignment) => objectToAssignment(held, assignment, input.reason),
      ),
    decideObjection: (actor, input) =>
      actOnRecord(
        deps,
        actor,
        { ...ON_ASSIGNMENT, act: 'decideObjection', input },
        (held, assignment) => decideObjection(deps, held, assignment, input),
      ),
    settleJurisdiction: (actor, input) =>
      actOnCase(deps, actor, { act: 'settleJurisdiction', input }, (held) =>
        settleJurisdiction(deps, held, input),
      ),
  };
}

async function objectToAssignment(
  held: HeldCase,
  assignment: AssignmentRow,
  reason: string,
): Promise<string> {
  checkObjection(held.actor, held.dossier, assignment);
  const { unitId, id: assignmentId } = assignment;
  held.add('objections', {
    assignmentId,
    reason: checkText('reason', reason, NOTE_MAX_CHARS),
    objectedAt: held.at,
    outcome: 'PENDING',
    decidedAt: null,
    note: null,
  });
  await held.append('ASSIGNMENT_OBJECTED', { unitId, assignmentId });
  return assignmentId;
}

async function decideObjection(
  deps: ActDeps,
  held: HeldCase,
  assignment: AssignmentRow,
  { isUpheld, note }: { isUpheld: boolean; note: string },
): Promise<string> {
  const objection = checkObjectionDecision(held.actor, held.dossier, assignment);
  decide(held, objection, isUpheld, checkText('note', note, NOTE_MAX_CHARS));
  const { unitId, id: assignmentId } = assignment;
  await held.append('OBJECTION_DECIDED', { unitId, assignmentId });
  if (isUpheld) await giveBack(deps, held, assignment);
  return assignmentId;
}

/** The named unit handles the matter and may not object; every other disputed part is returned. */
async function settleJurisdiction(
  deps: ActDeps,
  held: HeldCase,
  input: Settlement,
): Promise<string> {
  const { dossier, at } = held;
  const disputed = checkSettlement(held.actor, dossier);
  checkUnit(deps, held.row, input.unit, at);
  const note = checkText('note', input.note, NOTE_MAX_CHARS);
  await held.append('JURISDICTION_SETTLED', { unitId: input.unit });
  const kind = kindOf(disputed, held.row);
  const replacement = { ...input, kind, isLead: disputed.some(isLead) };
  for (const assignment of disputed) {
    const isReturned = assignment.unitId !== input.unit;
    const objection = objectionTo(dossier, assignment);
    if (objection?.outcome === 'PENDING') decide(held, objection, isReturned, note);
    if (isReturned) await giveBack(deps, held, assignment);
  }
  const standing =
    dossier.assignments.find((one) => one.unitId === input.unit && holdsCaseUp(one)) ??
    (await giveTo(held, { ...replacement, instruction: note }, 'ASSIGNED'));
  // R20: what became important after it was issued goes by mandate from here on.
  if (held.row.importance !== null) standing.kind = kind;
  standing.settledAt = at;
  return standing.id;
}

/** 交办 weighs more than 转送: the bureau stays the one to answer (R64), as of important matters (R20). */
function kindOf(
  disputed: readonly AssignmentRow[],
  { importance }: Pick<CaseRow, 'importance'>,
): 'MANDATE' | 'REFERRAL' {
  if (importance !== null) return 'MANDATE';
  return disputed.some(({ kind }) => kind === 'MANDATE') ? 'MANDATE' : 'REFERRAL';
}

function isLead(assignment: AssignmentRow): boolean {
  return assignment.isLead;
}

function decide(held: HeldCase, objection: ObjectionRow, isUpheld: boolean, note: string): void {
  const outcome = isUpheld ? 'UPHELD' : 'REJECTED';
  Object.assign(objection, { outcome, note, decidedAt: held.at });
}

/** All that a unit owes by its receipt. */
const LEG_KINDS = ['ASSIGNMENT', 'RECEIPT_NOTICE'] as const;

/** The unit owes nothing any more and has no part in the case. */
async function giveBack(deps: ActDeps, held: HeldCase, assignment: AssignmentRow): Promise<void> {
  const { em, row, dossier, at } = held;
  Object.assign(assignment, { state: 'RETURNED', returnedAt: at, isLead: false });
  row.state = stateAfterReturn(dossier);
  const keeper = row.keptBy ? [row.keptBy] : [];
  row.handlingUnits = [...new Set([...keeper, ...unitsWithAPart(dossier.assignments)])];
  const { unitId, id: assignmentId } = assignment;
  const leg = { caseId: row.id, kinds: LEG_KINDS, assignmentId, metAt: at };
  await deps.deadlines.meetDeadlines(em, leg);
  await held.append('ASSIGNMENT_RETURNED', { unitId, assignmentId });
}
