import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, type Keyed } from '../dossier/case-act.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkImportance, checkMeeting } from './meeting.rules.ts';

interface Meeting extends Keyed {
  caseId: string;
  heldAt: Date;
  place: string;
  minutes: string;
}

/** Each resolves to the case's id. */
export interface MeetingCommands {
  markImportant: (
    actor: Actor,
    input: Keyed & { caseId: string; reason: string },
  ) => Promise<string>;
  recordMeeting: (actor: Actor, input: Meeting) => Promise<string>;
}

export function createMeetingCommands(deps: ActDeps): MeetingCommands {
  return {
    markImportant: (actor, input) =>
      actOnCase(deps, actor, { act: 'markImportant', input }, async (held) => {
        checkImportance(actor, held.dossier);
        held.row.importance = checkText('reason', input.reason, NOTE_MAX_CHARS);
        await held.append('MARKED_IMPORTANT');
        return held.row.id;
      }),
    recordMeeting: (actor, input) =>
      actOnCase(deps, actor, { act: 'recordMeeting', input }, async (held) => {
        checkMeeting(actor, held.dossier);
        if (input.heldAt > held.at)
          throw badUserInput('heldAt', 'a meeting that was held', 'a time to come');
        held.add('meetings', {
          heldAt: input.heldAt,
          place: checkText('place', input.place, NOTE_MAX_CHARS),
          minutes: checkText('minutes', input.minutes, NOTE_MAX_CHARS),
          unitId: held.unitId,
        });
        await held.append('MEETING_HELD');
        return held.row.id;
      }),
  };
}
