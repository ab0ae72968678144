import type { Recipient } from '../../client/portal-client.ts';
import type { LetterInput, PetitionType } from '../../generated/operations.ts';

/** For oneself, together with others, or for somebody else. */
export type Manner = 'ALONE' | 'JOINT' | 'ON_BEHALF';

/** A letter as it is being written; every answer may still be missing. */
export interface Draft {
  recipient: (Recipient & { name: string }) | null;
  hasReadNotice: boolean;
  type: PetitionType | null;
  title: string;
  content: string;
  place: string;
  manner: Manner | null;
  /** Files that the mailbox has, by id. */
  attachments: { id: string; fileName: string }[];
  /** For whom somebody else writes. */
  beneficiary: string;
  /** One name a line. */
  signatories: string;
  name: string;
  phone: string;
  address: string;
  /** Nothing is published unless the writer says so. */
  mayBePublished: boolean;
  /** Sent with every try, so that the letter is stored once. */
  idempotencyKey: string;
}

export function newDraft(): Draft {
  return {
    recipient: null,
    hasReadNotice: false,
    type: null,
    title: '',
    content: '',
    place: '',
    manner: null,
    attachments: [],
    beneficiary: '',
    signatories: '',
    name: '',
    phone: '',
    address: '',
    mayBePublished: false,
    idempotencyKey: newKey(),
  };
}

/** As randomUUID, which pages without TLS do not have. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function signatoriesOf({ manner, signatories }: Draft): string[] {
  if (manner !== 'JOINT') return [];
  const names = signatories.split(/[\n,，、;；]/).map((name) => name.trim());
  return names.filter((name) => name !== '');
}

/** The letter as the mailbox takes it. */
export function toLetter(draft: Draft): LetterInput {
  return {
    type: draft.type ?? 'CONSULTATION',
    title: draft.title.trim(),
    content: draft.content.trim(),
    place: draft.place.trim() || null,
    publicityWish: draft.mayBePublished ? 'PUBLIC' : 'PRIVATE',
    attachments: draft.attachments.map(({ id }) => id),
    onBehalfOf: draft.manner === 'ON_BEHALF' ? { name: draft.beneficiary.trim() } : null,
    jointSignatories: signatoriesOf(draft),
    petitioner: {
      name: draft.name.trim(),
      phone: draft.phone.trim(),
      address: draft.address.trim() || null,
    },
  };
}
