/**
 * How far an upload has come: its bytes are awaited, all there and not yet looked at, without fault, or
 * with something that does harm.
 */
export type AttachmentState = 'EXPECTED' | 'PENDING' | 'CLEAN' | 'INFECTED';

/** A row of `attachment`, opened; the bytes stand in `attachment_chunk`, sealed under `dataKey`. */
export interface AttachmentRow {
  id: string;
  mailbox: string;
  /** The letter that refers to it; null until one does. */
  petitionId: string | null;
  /** Account that handed it in. */
  uploadedBy: string;
  fileName: string;
  /** Of this file alone; a rotation of the mailbox's keys need not touch the bytes. */
  dataKey: Buffer;
  contentType: string;
  bytes: number;
  state: AttachmentState;
  scanNote: string | null;
  createdAt: Date;
}

/** Where the file name and the key of its bytes stand; bound to the attachment. */
export function attachmentPlace(id: string): string {
  return `attachment:${id}`;
}
