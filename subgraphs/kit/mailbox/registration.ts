import type { MailboxPrefix } from '../../../schema/contract/ids.ts';
import type { NewMessage } from '../outbox/append.ts';
import { fingerprintOf } from '../text/fingerprint.ts';
import type { MailboxPetition } from './petition.entity.ts';

/** Topic of the outbox messages that register a letter. */
export const REGISTRATION_TOPIC = 'petition.submitted';

/** RegisterPetitionInput of the SDL as JSON: what casework learns, no text and no personal data. */
export interface Registration {
  petitionId: string;
  mailbox: 'MAYOR' | 'DISTRICT' | 'DEPARTMENT' | 'NATIONAL';
  mailboxUnit: string | null;
  channel: string;
  type: string;
  submittedAt: string;
  signatoryCount: number;
  petitionerAccount: string | null;
  queryCodeHash: string;
  contentFingerprint: string;
  history?: { reply: string | null; repliedAt: string | null };
}

/** Payload of the outbox topic by which a letter reaches casework. */
interface RegistrationPayload {
  /** Of the request that stored the letter, so that logs can be followed. */
  requestId: string;
  petition: Registration;
}

const KINDS = {
  mayor: 'MAYOR',
  district: 'DISTRICT',
  department: 'DEPARTMENT',
  national: 'NATIONAL',
} as const;

/** The message that makes casework register a letter. */
export function registrationOf(
  petition: MailboxPetition,
  requestId: string,
  history?: { reply: string | null; repliedAt: Date | null },
): NewMessage {
  const prefix = petition.mailbox.split(':', 1)[0] as MailboxPrefix;
  const payload: RegistrationPayload = {
    requestId,
    petition: {
      petitionId: petition.id,
      mailbox: KINDS[prefix],
      mailboxUnit: prefix === 'district' || prefix === 'department' ? petition.mailbox : null,
      channel: petition.channel,
      type: petition.type,
      submittedAt: petition.submittedAt.toISOString(),
      signatoryCount: petition.signatoryCount,
      petitionerAccount: petition.petitionerAccount,
      queryCodeHash: petition.queryCodeHash,
      contentFingerprint: fingerprintOf(petition.title + petition.content),
      ...(history && {
        history: { reply: history.reply, repliedAt: history.repliedAt?.toISOString() ?? null },
      }),
    },
  };
  return { topic: REGISTRATION_TOPIC, payload };
}
