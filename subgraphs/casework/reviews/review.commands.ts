import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, actOnRecord, type Keyed } from '../dossier/case-act.ts';
import type { CallBackResult, Channel } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import {
  checkContact,
  checkFirstReview,
  checkPublication,
  checkSecondReview,
} from './review.rules.ts';

interface OnCase extends Keyed {
  caseId: string;
}

interface FirstReview extends OnCase {
  signedBy: string;
  petitionerOpinion: string;
}

interface SecondReview extends OnCase {
  result: CallBackResult;
  remark: string;
}

/** Each resolves to the case's id. */
export interface ReviewCommands {
  reviewFirst: (actor: Actor, input: FirstReview) => Promise<string>;
  reviewSecond: (actor: Actor, input: SecondReview) => Promise<string>;
  publishReply: (actor: Actor, input: Keyed & { replyId: string }) => Promise<string>;
  recordContact: (
    actor: Actor,
    input: OnCase & { channel: Channel; note: string },
  ) => Promise<string>;
}

export function createReviewCommands(deps: ActDeps): ReviewCommands {
  return {
    reviewFirst: (actor, input) => reviewFirst(deps, actor, input),
    reviewSecond: (actor, input) => reviewSecond(deps, actor, input),
    publishReply: (actor, input) => {
      const on = { act: 'publishReply', name: 'replies', argument: 'replyId', input } as const;
      return actOnRecord(deps, actor, on, async (held, reply) => {
        checkPublication(actor, held.dossier, reply);
        reply.visibility = 'PUBLIC';
        await held.append('REPLY_PUBLISHED');
        return held.row.id;
      });
    },
    recordContact: (actor, input) =>
      actOnCase(deps, actor, { act: 'recordContact', input }, async (held) => {
        checkContact(actor, held.dossier);
        const note = checkText('note', input.note, NOTE_MAX_CHARS);
        const { at: contactedAt, unitId } = held;
        held.add('contacts', { channel: input.channel, note, contactedAt, unitId });
        await held.append('PETITIONER_CONTACTED');
        return held.row.id;
      }),
  };
}

function reviewFirst(deps: ActDeps, actor: Actor, input: FirstReview): Promise<string> {
  return actOnCase(deps, actor, { act: 'reviewFirst', input }, async (held) => {
    const next = checkFirstReview(actor, held.dossier);
    held.add('reviews', {
      stage: 'FIRST',
      signedBy: checkText('signedBy', input.signedBy, NOTE_MAX_CHARS),
      petitionerOpinion: checkText('petitionerOpinion', input.petitionerOpinion, NOTE_MAX_CHARS),
      reviewedAt: held.at,
      unitId: held.unitId,
    });
    held.row.state = next;
    await held.append('FIRST_REVIEWED');
    return held.row.id;
  });
}

function reviewSecond(deps: ActDeps, actor: Actor, input: SecondReview): Promise<string> {
  return actOnCase(deps, actor, { act: 'reviewSecond', input }, async (held) => {
    const next = checkSecondReview(actor, held.dossier, input.result);
    held.add('reviews', {
      stage: 'SECOND',
      callBackResult: input.result,
      callBackRemark: checkText('remark', input.remark, NOTE_MAX_CHARS),
      reviewedAt: held.at,
      unitId: held.unitId,
    });
    held.row.state = next;
    await held.append('SECOND_REVIEWED');
    return held.row.id;
  });
}
