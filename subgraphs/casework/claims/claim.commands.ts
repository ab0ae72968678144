import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, actOnRecord, type Keyed } from '../dossier/case-act.ts';
import type { ClaimFinding, LegalOutcome } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkClaim, checkClaimOutcome } from './claim.rules.ts';

interface ClaimOutcome extends Keyed {
  claimId: string;
  finding: ClaimFinding;
  legalOutcome: LegalOutcome;
  note: string;
}

/** Each resolves to the case's id. */
export interface ClaimCommands {
  addClaim: (actor: Actor, input: Keyed & { caseId: string; summary: string }) => Promise<string>;
  recordClaimOutcome: (actor: Actor, input: ClaimOutcome) => Promise<string>;
}

export function createClaimCommands(deps: ActDeps): ClaimCommands {
  return {
    addClaim: (actor, input) =>
      actOnCase(deps, actor, { act: 'addClaim', input }, async (held) => {
        checkClaim(actor, held.dossier);
        held.add('claims', {
          summary: checkText('summary', input.summary, NOTE_MAX_CHARS),
          addedAt: held.at,
        });
        await held.append('CLAIM_ADDED');
        return held.row.id;
      }),
    recordClaimOutcome: (actor, input) => {
      const on = { act: 'recordClaimOutcome', name: 'claims', argument: 'claimId', input } as const;
      return actOnRecord(deps, actor, on, async (held, claim) => {
        checkClaimOutcome(actor, held.dossier, claim);
        const { finding, legalOutcome } = input;
        const note = checkText('note', input.note, NOTE_MAX_CHARS);
        const { at: settledAt, unitId } = held;
        Object.assign(claim, { finding, legalOutcome, note, settledAt, unitId });
        await held.append('CLAIM_SETTLED');
        return held.row.id;
      });
    },
  };
}
