import type { MailboxPrefix } from '../../../schema/contract/ids.ts';
import type { NewMessage } from '../outbox/append.ts';
import { fingerprintOf } from '../text/fingerprint.ts';
import type { MailboxPetition } from './petition.entity.ts';

/** Outbox topic of letters that casework has yet to learn of. */
export const REGISTRATION_TOPIC = 'petition.submitted';

export const REGISTRATION_MUTATION = `mutation RegisterPetition($petition: RegisterPetitionInput!) {
  registerPetition(petition: $petition) { wasAlreadyRegistered }
}`;

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
  category: readonly string[] | null;
  accusedUnits: readonly string[];
  queryCodeHash: string;
  contentFingerprint: string;
  petitionerMarks: readonly string[];
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

/** What is told of a letter besides what is stored of it. */
interface RegistrationFacts {
  requestId: string;
  /** What the petitioner says it is about (R26). */
  category?: readonly string[] | null;
  /** Of who wrote, see petitioner-marks.ts. */
  marks?: readonly string[];
  /** Of a letter with a past. */
  history?: { reply: string | null; repliedAt: Date | null };
}

/** The message that makes casework register a letter. */
export function registrationOf(
  petition: MailboxPetition,
  { requestId, category = null, marks = [], history }: RegistrationFacts,
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
      category,
      accusedUnits: petition.accusedUnits,
      queryCodeHash: petition.queryCodeHash,
      contentFingerprint: fingerprintOf(petition.title + petition.content),
      petitionerMarks: marks,
      ...(history && {
        history: { reply: history.reply, repliedAt: history.repliedAt?.toISOString() ?? null },
      }),
    },
  };
  return { topic: REGISTRATION_TOPIC, payload };
}
