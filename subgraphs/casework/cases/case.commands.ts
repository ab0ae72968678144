import type { Actor } from '../../../schema/contract/actor.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import { appendEvent } from '../events/event-log.commands.ts';
import { actingUnit } from '../units/unit.ts';
import type { DeclineGround } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { requireBureau, requireOwner } from './case.access.rules.ts';
import { move } from './case.rules.ts';
import { lockCase } from './case.store.ts';

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
  acceptCase(actor: Actor, act: CaseAct): Promise<string>;
  declineCase(actor: Actor, decline: Decline): Promise<string>;
  concludeCase(actor: Actor, act: CaseAct): Promise<string>;
}

export function createCaseCommands(deps: ActDeps): CaseCommands {
  return {
    acceptCase: (actor, act) => acceptCase(deps, actor, act),
    declineCase: (actor, decline) => declineCase(deps, actor, decline),
    concludeCase: (actor, act) => concludeCase(deps, actor, act),
  };
}

/** R18, R55: the decision meets the acceptance limit and starts the mailbox's own clock. */
function acceptCase(deps: ActDeps, actor: Actor, { caseId, idempotencyKey }: CaseAct) {
  const request = { act: 'acceptCase', caseId };
  return perform(deps.orm, { actor, request, idempotencyKey }, async (em) => {
    const row = await lockCase(em, actor, caseId);
    requireBureau(actor, row, 'accept this case');
    row.state = move(row.state, 'ACCEPT');
    const at = deps.clock.now();
    row.acceptedAt = at;
    await deps.deadlines.meetDeadlines(em, { caseId, kinds: ['ACCEPTANCE'], metAt: at });
    await deps.deadlines.startDeadline(em, {
      caseId,
      kind: 'HANDLING',
      petitionType: row.type,
      registeredAt: row.registeredAt,
      startedAt: at,
      unitId: row.mailboxUnit ?? null,
    });
    await appendEvent(em, {
      caseId,
      act: 'CASE_ACCEPTED',
      at,
      unitId: actingUnit(actor, deps.profile.city),
    });
    return caseId;
  });
}

/** R22, R78: a refusal cites its ground and says where to turn instead. */
function declineCase(deps: ActDeps, actor: Actor, decline: Decline) {
  const { caseId, ground, guidance, idempotencyKey } = decline;
  const request = { act: 'declineCase', caseId, ground, guidance };
  return perform(deps.orm, { actor, request, idempotencyKey }, async (em) => {
    const row = await lockCase(em, actor, caseId);
    requireBureau(actor, row, 'decline this case');
    row.guidance = checkText('guidance', guidance, NOTE_MAX_CHARS);
    row.state = move(row.state, 'DECLINE');
    row.declineGround = ground;
    const at = deps.clock.now();
    await deps.deadlines.meetDeadlines(em, { caseId, kinds: ['ACCEPTANCE'], metAt: at });
    await appendEvent(em, {
      caseId,
      act: 'CASE_DECLINED',
      at,
      unitId: actingUnit(actor, deps.profile.city),
    });
    return caseId;
  });
}

function concludeCase(deps: ActDeps, actor: Actor, { caseId, idempotencyKey }: CaseAct) {
  const request = { act: 'concludeCase', caseId };
  return perform(deps.orm, { actor, request, idempotencyKey }, async (em) => {
    const row = await lockCase(em, actor, caseId);
    requireOwner(actor, row, 'conclude this case');
    row.state = move(row.state, 'CONCLUDE');
    const at = deps.clock.now();
    row.concludedAt = at;
    await appendEvent(em, {
      caseId,
      act: 'CASE_CONCLUDED',
      at,
      unitId: actingUnit(actor, deps.profile.city),
    });
    return caseId;
  });
}
