import { forbidden } from '../../errors.ts';
import { accessTo } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxContext } from '../petition.loaders.ts';
import type { AttachmentRow } from './attachment.entity.ts';

/** Attachment of the SDL, with the letter that refers to it. */
export interface AttachmentView {
  id: string;
  fileName: string;
  contentType: string;
  bytes: number;
  state: AttachmentRow['state'];
  scanNote: string | null;
  petition: MailboxPetition;
  row: AttachmentRow;
}

/** Petition.attachments: for those who may see who wrote, since a file may say so. */
export async function resolveAttachments<Row extends MailboxPetition>(
  petition: Row,
  _args: object,
  { actor, attachments }: MailboxContext<Row>,
): Promise<AttachmentView[]> {
  if (accessTo(actor, petition, petition.handlingUnits) !== 'full')
    throw forbidden("see this letter's attachments");
  const rows = await attachments.ofPetition(petition.id);
  return rows.map((row) => {
    const { id, fileName, contentType, bytes, state, scanNote } = row;
    return { id, fileName, contentType, bytes, state, scanNote, petition, row };
  });
}

/** Resolvers of Attachment, alike in all mailboxes. */
export function createAttachmentResolvers<Row extends MailboxPetition>() {
  return {
    download: (
      { row, petition }: AttachmentView,
      _args: object,
      { accesses, attachments }: MailboxContext<Row>,
    ) => {
      if (row.state !== 'CLEAN') return null;
      accesses.note(petition, 'ATTACHMENT');
      return attachments.link(row);
    },
  };
}
