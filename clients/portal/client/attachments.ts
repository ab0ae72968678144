import {
  OfferDepartmentFileDocument,
  OfferDistrictFileDocument,
  OfferMayorFileDocument,
  type AttachmentInput,
} from '../generated/operations.ts';
import type { Ask } from './ask.ts';
import type { Recipient } from './portal-client.ts';
import { PortalError, type PortalErrorKind } from './portal-error.ts';

/** Asks the mailbox for a link, then sends the bytes there. @throws PortalError */
export async function handIn(
  { ask, url }: { ask: Ask; url: string },
  recipient: Recipient,
  file: AttachmentInput,
  bytes: BodyInit,
): Promise<string> {
  const upload = await offer(ask, recipient, file);
  const response = await fetch(new URL(upload.url, url), {
    method: 'PUT',
    headers: { 'content-type': file.contentType },
    body: bytes,
  }).catch(() => null);
  if (response?.ok) return upload.id;
  throw new PortalError(response ? kindOf(response.status) : 'offline', {
    message: `expected the file to be taken, got ${String(response?.status ?? 'no answer')}`,
  });
}

/** Whoever cannot take it now has not said no to the file. */
function kindOf(status: number): PortalErrorKind {
  return status === 429 || status >= 500 ? 'busy' : 'refused';
}

async function offer(ask: Ask, recipient: Recipient, file: AttachmentInput) {
  switch (recipient.kind) {
    case 'mayor':
    case 'leader':
      return (await ask(OfferMayorFileDocument, { file })).upload;
    case 'district':
      return (await ask(OfferDistrictFileDocument, { file, district: recipient.code })).upload;
    case 'department':
      return (await ask(OfferDepartmentFileDocument, { file, department: recipient.code })).upload;
  }
}
