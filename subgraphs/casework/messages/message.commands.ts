import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, notFound } from '../../kit/errors.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import { keepWhatWaits, unitsToTell } from './message.rules.ts';
import { lockCaseOfPetition } from '../cases/case.store.ts';
import { appendEvents } from '../events/event-log.commands.ts';
import type { MessageNoteInput } from '../generated/resolver-types.ts';
import { requireMailboxOf } from '../registration/registration.rules.ts';

const MESSAGE_ID = /^[\w:-]{1,100}$/;

/** Notes that something was said about a letter; its text stays in its mailbox (R17). */
export type NoteMessage = (actor: Actor, note: MessageNoteInput) => Promise<void>;

/** Once per message, however often its mailbox tells of it. */
export function createNoteMessage({ orm }: ActDeps): NoteMessage {
  return async (actor, note) => {
    const { petitionId, messageId, from, unitId = null, sentAt } = note;
    requireMailboxOf(actor, petitionId);
    if (!MESSAGE_ID.test(messageId))
      throw badUserInput('note.messageId', 'up to 100 letters, digits, _, : and -', 'others');
    const request = { act: 'noteMessage', messageId };
    await perform(orm, { actor, request, idempotencyKey: messageId }, async (em) => {
      const row = await lockCaseOfPetition(em, petitionId);
      if (!row) throw notFound('note.petitionId', petitionId);
      const told = { caseId: row.id, at: sentAt };
      keepWhatWaits(row, note);
      await appendEvents(em, [
        { ...told, act: 'MESSAGE_SENT', unitId: from === 'UNIT' ? unitId : null },
        ...(from === 'PETITIONER' ? unitsToTell(row) : []).map((unit) => ({
          ...told,
          act: 'MESSAGE_WAITING' as const,
          unitId: unit,
        })),
      ]);
      return row.id;
    });
  };
}
