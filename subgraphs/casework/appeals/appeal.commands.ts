import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, actOnRecord, type HeldCase, type Keyed } from '../dossier/case-act.ts';
import type { AppealKind, AppealOutcome } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS, REPLY_MAX_CHARS } from '../input/text.rules.ts';
import type { AppealRow } from './appeal.entity.ts';
import {
  checkAppealAnswer,
  checkAppealRequest,
  checkHearing,
  checkHearingDays,
} from './appeal.rules.ts';

interface Request extends Keyed {
  caseId: string;
  kind: AppealKind;
  grounds: string;
}

interface OnAppeal extends Keyed {
  appealId: string;
}

interface Decision extends OnAppeal {
  outcome: AppealOutcome;
  opinion: string;
}

/** Each resolves to the case's id. */
export interface AppealCommands {
  requestAppeal: (actor: Actor, input: Request) => Promise<string>;
  decideAppeal: (actor: Actor, input: Decision) => Promise<string>;
  recordHearing: (actor: Actor, input: OnAppeal & { from: string; to: string }) => Promise<string>;
}

const ON = { name: 'appeals', argument: 'appealId' } as const;

export function createAppealCommands(deps: ActDeps): AppealCommands {
  return {
    requestAppeal: (actor, input) =>
      actOnCase(deps, actor, { act: 'requestAppeal', input }, (held) =>
        requestAppeal(deps, held, input),
      ),
    decideAppeal: (actor, input) =>
      actOnRecord(deps, actor, { ...ON, act: 'decideAppeal', input }, (held, appeal) =>
        decideAppeal(deps, held, appeal, input),
      ),
    recordHearing: (actor, input) =>
      actOnRecord(deps, actor, { ...ON, act: 'recordHearing', input }, async (held, appeal) => {
        checkHearing(actor, held.dossier, appeal);
        const { from, to } = input;
        checkHearingDays(to, held.at);
        const deadlineId = appeal.deadlineId ?? '';
        await deps.deadlines.pauseDeadline(held.em, { deadlineId, cause: 'HEARING', from, to });
        await held.append('HEARING_HELD');
        return held.row.id;
      }),
  };
}

async function requestAppeal(
  { deadlines }: ActDeps,
  held: HeldCase,
  { kind, grounds }: Request,
): Promise<string> {
  checkAppealRequest(held.actor, held.dossier, kind);
  const { em, row, at } = held;
  const start = { caseId: row.id, kind, startedAt: at, unitId: null };
  const deadline = await deadlines.startDeadline(em, start);
  held.add('appeals', {
    kind,
    grounds: checkText('grounds', grounds, NOTE_MAX_CHARS),
    requestedAt: at,
    deadlineId: deadline?.id ?? null,
  });
  await held.append('APPEAL_REQUESTED');
  return row.id;
}

async function decideAppeal(
  { deadlines }: ActDeps,
  held: HeldCase,
  appeal: AppealRow,
  { outcome, opinion }: Decision,
): Promise<string> {
  checkAppealAnswer(held.actor, held.dossier, appeal);
  const { em, row, at } = held;
  Object.assign(appeal, {
    outcome,
    opinion: checkText('opinion', opinion, REPLY_MAX_CHARS),
    decidedBy: held.unitId,
    decidedAt: at,
  });
  await deadlines.meetDeadlines(em, { caseId: row.id, kinds: [appeal.kind], metAt: at });
  await held.append('APPEAL_DECIDED');
  return row.id;
}
