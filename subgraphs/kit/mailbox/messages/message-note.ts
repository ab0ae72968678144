import type { NewMessage } from '../../outbox/append.ts';
import type { OutgoingMessage } from '../../outbox/relay.ts';
import type { CaseworkClient } from '../casework-client.ts';
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

const MUTATION = `mutation NoteMessage($note: MessageNoteInput!) {
  noteMessage(note: $note) { isNoted }
}`;

export function messageNote(note: MessageNote, requestId: string): NewMessage {
  const payload: NotePayload = {
    requestId,
    note: { ...note, sentAt: note.sentAt.toISOString() },
  };
  return { topic: MESSAGE_TOPIC, payload };
}

/** @returns a deliverer that throws DeliveryError, also while the letter is not registered yet */
export function createNoteMessage(
  casework: CaseworkClient,
): (message: OutgoingMessage, signal: AbortSignal) => Promise<void> {
  return async (message, signal) => {
    const { requestId, note } = message.payload as NotePayload;
    await casework.call({ query: MUTATION, variables: { note }, requestId, signal });
  };
}
