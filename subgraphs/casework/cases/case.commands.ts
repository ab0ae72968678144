import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase } from '../dossier/case-act.ts';
import type { DeclineGround } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { endWait } from '../messages/wait.commands.ts';
import { checkAccept, checkDecline } from './case.rules.ts';
import { checkArchive, checkConclude } from './conclusion.rules.ts';

interface CaseAct {
  caseId: string;
  idempotencyKey?: string | null | undefined;
}

interface Decline extends CaseAct {
  ground: DeclineGround;
  guidance: string;
}

/** Each resolves to the case's id. */
export interface CaseCommands {
  acceptCase: (actor: Actor, act: CaseAct) => Promise<string>;
  declineCase: (actor: Actor, decline: Decline) => Promise<string>;
  concludeCase: (actor: Actor, act: CaseAct) => Promise<string>;
  archiveCase: (actor: Actor, act: CaseAct) => Promise<string>;
}

export function createCaseCommands(deps: ActDeps): CaseCommands {
  return {
    acceptCase: (actor, act) => acceptCase(deps, actor, act),
    declineCase: (actor, decline) => declineCase(deps, actor, decline),
    concludeCase: (actor, act) => concludeCase(deps, actor, act),
    archiveCase: (actor, act) => archiveCase(deps, actor, act),
  };
}

/** R18, R55: the decision meets the acceptance limit and starts the mailbox's own clock. */
function acceptCase(deps: ActDeps, actor: Actor, input: CaseAct) {
  return actOnCase(deps, actor, { act: 'acceptCase', input }, async (held) => {
    const { em, row, at } = held;
    row.state = checkAccept(actor, held.dossier);
    row.acceptedAt = at;
    await deps.deadlines.meetDeadlines(em, { caseId: row.id, kinds: ['ACCEPTANCE'], metAt: at });
    await deps.deadlines.startDeadline(em, {
      caseId: row.id,
      kind: 'HANDLING',
      startedAt: at,
      unitId: row.mailboxUnit ?? null,
    });
    await held.append('CASE_ACCEPTED');
    return row.id;
  });
}

/** A refusal tells the petitioner all there is to tell. */
const OWED_BY_DECISION = ['ACCEPTANCE', 'RECEIPT_NOTICE', 'LANDING'] as const;

/** R22, R78: a refusal cites its ground and says where to turn instead. */
function declineCase(deps: ActDeps, actor: Actor, input: Decline) {
  return actOnCase(deps, actor, { act: 'declineCase', input }, async (held) => {
    const { em, row, at } = held;
    const next = checkDecline(actor, held.dossier);
    row.guidance = checkText('guidance', input.guidance, NOTE_MAX_CHARS);
    row.state = next;
    row.declineGround = input.ground;
    await deps.deadlines.meetDeadlines(em, { caseId: row.id, kinds: OWED_BY_DECISION, metAt: at });
    await held.append('CASE_DECLINED');
    return row.id;
  });
}

function concludeCase(deps: ActDeps, actor: Actor, input: CaseAct) {
  return actOnCase(deps, actor, { act: 'concludeCase', input }, async (held) => {
    held.row.state = checkConclude(actor, held.dossier);
    held.row.concludedAt = held.at;
    await held.append('CASE_CONCLUDED');
    return held.row.id;
  });
}

/**
 * R92: what 参阅 still asked for, and a notice to be told otherwise, end with it, so that no list keeps
 * them. The row is written last, since nothing can be written to it afterwards.
 */
function archiveCase(deps: ActDeps, actor: Actor, input: CaseAct) {
  return actOnCase(deps, actor, { act: 'archiveCase', input }, async (held) => {
    const next = checkArchive(actor, held.dossier);
    const { em, row, at } = held;
    await deps.deadlines.meetDeadlines(em, { caseId: row.id, kinds: ['ASSIGNMENT'], metAt: at });
    await endWait(em, row, at);
    row.noticeFailedAt = null;
    row.state = next;
    row.archivedAt = at;
    await held.append('CASE_ARCHIVED');
    return held.row.id;
  });
}
