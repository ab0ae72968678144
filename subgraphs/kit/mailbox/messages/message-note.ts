import type { NewMessage } from '../../outbox/append.ts';
import type { MessageSide } from './message.entity.ts';

/** Outbox topic of what is said about letters. */
export const MESSAGE_TOPIC = 'petition.message';

/** What casework learns: that something was said and by which side, never what. */
interface MessageNote {
  petitionId: string;
  messageId: string;
  from: MessageSide;
  unitId: string | null;
  sentAt: Date;
}

interface NotePayload {
  requestId: string;
  note: Record<string, unknown>;
}

/** Casework refuses it while the letter is not registered yet. */
export const MESSAGE_MUTATION = `mutation NoteMessage($note: MessageNoteInput!) {
  noteMessage(note: $note) { isNoted }
}`;

export function messageNote(note: MessageNote, requestId: string): NewMessage {
  const payload: NotePayload = {
    requestId,
    note: { ...note, sentAt: note.sentAt.toISOString() },
  };
  return { topic: MESSAGE_TOPIC, payload };
}
