import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, notFound } from '../../kit/errors.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import { findAssignmentsBy } from '../assignments/assignment.store.ts';
import { lockCaseOfPetition } from '../cases/case.store.ts';
import { appendEvent } from '../events/event-log.commands.ts';
import type { MessageNoteInput } from '../generated/resolver-types.ts';
import { requireMailboxOf } from '../registration/registration.rules.ts';
import { checkSpeaker } from './message.rules.ts';
import { answerByMessage, beginWait } from './wait.commands.ts';

const MESSAGE_ID = /^[\w:-]{1,100}$/;

/** Notes that something was said about a letter; its text stays in its mailbox (R17). */
export type NoteMessage = (actor: Actor, note: MessageNoteInput) => Promise<void>;

/** Once per message, however often its mailbox tells of it. */
export function createNoteMessage({ orm, profile }: ActDeps): NoteMessage {
  return async (actor, note) => {
    const { petitionId, messageId, from, sentAt } = note;
    requireMailboxOf(actor, petitionId);
    if (!MESSAGE_ID.test(messageId))
      throw badUserInput('note.messageId', 'up to 100 letters, digits, _, : and -', 'others');
    const unitId = from === 'UNIT' ? (note.unitId ?? null) : null;
    const request = { act: 'noteMessage', messageId };
    // a mailbox names its messages as it likes, so that two letters may have one of the same name
    const idempotencyKey = `${petitionId} ${messageId}`;
    await perform(orm, { actor, request, idempotencyKey }, async (em) => {
      const row = await lockCaseOfPetition(em, petitionId);
      if (!row) throw notFound('note.petitionId', petitionId);
      const assignments = await findAssignmentsBy(em, 'caseId', [row.id]);
      checkSpeaker(unitId, { row, assignments, units: profile.city.units });
      await appendEvent(em, { caseId: row.id, act: 'MESSAGE_SENT', at: sentAt, unitId });
      await (from === 'UNIT' ? answerByMessage : beginWait)(em, row, sentAt);
      return row.id;
    });
  };
}
