import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, actOnRecord, type Keyed } from '../dossier/case-act.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkCommitment, checkFollowUp } from './commitment.rules.ts';

interface Commit extends Keyed {
  caseId: string;
  content: string;
  firstDueOn: string;
}

interface FollowUp extends Keyed {
  commitmentId: string;
  isKept: boolean;
  note: string;
}

/** Each resolves to the case's id. */
export interface CommitmentCommands {
  recordCommitment: (actor: Actor, input: Commit) => Promise<string>;
  followUpCommitment: (actor: Actor, input: FollowUp) => Promise<string>;
}

const ON = { name: 'commitments', argument: 'commitmentId' } as const;

export function createCommitmentCommands(deps: ActDeps): CommitmentCommands {
  return {
    recordCommitment: (actor, input) =>
      actOnCase(deps, actor, { act: 'recordCommitment', input }, async (held) => {
        checkCommitment(actor, held.dossier);
        const content = checkText('content', input.content, NOTE_MAX_CHARS);
        const { firstDueOn } = input;
        held.add('commitments', { content, firstDueOn, unitId: held.unitId, madeAt: held.at });
        await held.append('COMMITMENT_RECORDED');
        return held.row.id;
      }),
    followUpCommitment: (actor, input) =>
      actOnRecord(deps, actor, { ...ON, act: 'followUpCommitment', input }, async (held, row) => {
        const year = checkFollowUp(actor, held.dossier, row);
        const note = checkText('note', input.note, NOTE_MAX_CHARS);
        const { isKept } = input;
        held.add('followUps', { commitmentId: row.id, year, isKept, note, followedAt: held.at });
        await held.append('COMMITMENT_FOLLOWED_UP');
        return held.row.id;
      }),
  };
}
