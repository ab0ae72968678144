import type { Recipient } from '../../client/portal-client.ts';
import type { LetterInput, PetitionType } from '../../generated/operations.ts';

/** A letter as it is being written; every answer may still be missing. */
export interface Draft {
  recipient: (Recipient & { name: string }) | null;
  hasReadNotice: boolean;
  type: PetitionType | null;
  title: string;
  content: string;
  place: string;
  isJoint: boolean | null;
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
    isJoint: null,
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

export function signatoriesOf({ isJoint, signatories }: Draft): string[] {
  if (isJoint !== true) return [];
  const names = signatories.split(/[\n,，、;；]/).map((name) => name.trim());
  return names.filter((name) => name !== '');
}

/** The letter as the mailbox takes it. */
export function toLetter(draft: Draft): LetterInput {
  return {
    type: draft.type ?? 'CONSULTATION',
    title: draft.title.trim(),
    content: contentOf(draft),
    jointSignatories: signatoriesOf(draft),
    petitioner: {
      name: draft.name.trim(),
      phone: draft.phone.trim(),
      address: draft.address.trim() || null,
    },
  };
}

/** Where it happened and what may be published have no field of their own: they end the letter. */
export function contentOf(draft: Draft): string {
  const place = draft.place.trim();
  return [
    draft.content.trim(),
    ...(place === '' ? [] : [`【事发地点】${place}`]),
    `【公开意愿】${draft.mayBePublished ? '同意审核后公开（隐去个人信息）' : '不公开'}`,
  ].join('\n');
}
