import {
  AddDepartmentMessageDocument,
  AddDistrictMessageDocument,
  AddMayorMessageDocument,
  LetterMessagesDocument,
  OwnLetterMessagesDocument,
  type AddMayorMessageMutationVariables,
  type MessageFragment,
} from '../generated/operations.ts';
import type { Ask } from './ask.ts';
import type { LetterReference } from './follow-letter.ts';
import { PortalError } from './portal-error.ts';

/** What was said after a letter, oldest first. */
export interface LetterMessages {
  petition: string;
  messages: MessageFragment[];
  /** Letters that came from above take none here. */
  canAdd: boolean;
}

export async function readMessages(
  ask: Ask,
  letter: LetterReference,
): Promise<LetterMessages | null> {
  const { caseStatus } =
    'caseId' in letter
      ? await ask(OwnLetterMessagesDocument, letter)
      : await ask(LetterMessagesDocument, letter);
  const petition = caseStatus?.petition;
  if (!petition) return null;
  // Only what came from above has none by nature; else the mailbox did not answer.
  if (!petition.messages && kindOf(petition.id) !== 'national')
    throw new PortalError('busy', { message: 'expected the messages of the letter, got none' });
  const messages = petition.messages?.edges.map(({ node }) => node) ?? [];
  return {
    petition: petition.id,
    messages,
    canAdd: petition.messages !== null && kindOf(petition.id) !== 'national',
  };
}

export async function addMessage(
  ask: Ask,
  message: AddMayorMessageMutationVariables,
): Promise<MessageFragment> {
  switch (kindOf(message.petition)) {
    case 'district':
      return (await ask(AddDistrictMessageDocument, message)).message;
    case 'department':
      return (await ask(AddDepartmentMessageDocument, message)).message;
    default:
      return (await ask(AddMayorMessageDocument, message)).message;
  }
}

/** Ids carry their place: district:511602:…. */
function kindOf(petition: string): string {
  return petition.split(':')[0] ?? '';
}
