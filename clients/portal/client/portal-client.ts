import {
  DepartmentsDocument,
  PublishedAnswersDocument,
  DistrictsDocument,
  LeadersDocument,
  LetterStatusDocument,
  OwnLetterStatusDocument,
  PublishedQuarterDocument,
  RateLetterDocument,
  RateOwnLetterDocument,
  ShowcasesDocument,
  WriteToDepartmentDocument,
  WriteToDistrictDocument,
  WriteToMayorDocument,
  type DepartmentsQuery,
  type DistrictsQuery,
  type LeadersQuery,
  type AttachmentInput,
  type LetterInput,
  type MessageFragment,
  type PublishedAnswersQuery,
  type PublishedQuarterQuery,
  type ReceiptFragment,
  type Satisfaction,
  type ShowcasesQuery,
  type StatusFragment,
} from '../generated/operations.ts';
import { createAccountClient, type AccountClient } from './account.ts';
import { createAsk, type Ask } from './ask.ts';
import { handIn } from './attachments.ts';
import { addMessage, readMessages, type LetterMessages } from './messages.ts';
import {
  followLetter,
  type FollowHandlers,
  type Following,
  type LetterReference,
} from './follow-letter.ts';

/** Whom a letter is for; `code` is a district's area code or a department's code. */
export type Recipient =
  | { kind: 'mayor' }
  | { kind: 'leader'; id: string }
  | { kind: 'district'; code: string }
  | { kind: 'department'; code: string };

/** What a citizen's portal asks of the gateway. Every method throws PortalError. */
export interface PortalClient {
  /** The mayor first. */
  leaders(): Promise<LeadersQuery['leaders']>;
  districts(): Promise<DistrictsQuery['districts']>;
  departments(): Promise<DepartmentsQuery['departments']>;
  /**
   * Sends a letter; whoever is signed in has written it.
   * @param idempotencyKey of this letter: sent again with it, the letter is stored once and the receipt is the same
   */
  submit(
    recipient: Recipient,
    letter: LetterInput,
    idempotencyKey: string,
  ): Promise<ReceiptFragment>;
  /** @returns null for an unknown letter, and in the seconds until a new one is registered */
  status(letter: LetterReference): Promise<StatusFragment | null>;
  rate(letter: LetterReference, satisfaction: Satisfaction, comment: string): Promise<void>;
  /** Tells what happens to a letter as it happens, through disconnects. */
  follow(letter: LetterReference, handlers: FollowHandlers, after?: string | null): Following;
  /**
   * Hands a file in, for a letter to the same recipient within a day.
   * @returns its id, for LetterInput.attachments
   */
  attach(recipient: Recipient, file: AttachmentInput, bytes: BodyInit): Promise<string>;
  /** What was said after the letter; null where there is no such letter. */
  messages(letter: LetterReference): Promise<LetterMessages | null>;
  /** Says more about a letter. @param petition id, as `messages` names it */
  addMessage(
    letter: LetterReference,
    petition: string,
    text: string,
    idempotencyKey: string,
  ): Promise<MessageFragment>;
  /** Of whoever is signed in. */
  account: AccountClient;
  /** Published answers, ten at a time, the newest first; of a search those found in the title before others. */
  publishedAnswers(
    search: string,
    after: string | null,
  ): Promise<PublishedAnswersQuery['publishedAnswers']>;
  /** @param month YYYY-MM */
  showcases(month: string): Promise<ShowcasesQuery['showcases']>;
  /** @param quarter that is over, such as 2026-Q1 */
  publishedQuarter(quarter: string): Promise<PublishedQuarterQuery['publishedStatistics']>;
}

interface PortalClientDeps {
  /** The gateway's GraphQL address, http: or https:; its WebSocket is at the same one. */
  url: string;
  /** Of whoever is signed in; null: nobody, who may look up but not write. */
  token?: () => string | null | Promise<string | null>;
  timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

export function createPortalClient(deps: PortalClientDeps): PortalClient {
  const { url, token = () => null, timeoutMs = TIMEOUT_MS } = deps;
  const ask = createAsk({ url, token, timeoutMs });
  return {
    leaders: async () => (await ask(LeadersDocument, {})).leaders,
    districts: async () => (await ask(DistrictsDocument, {})).districts,
    departments: async () => (await ask(DepartmentsDocument, {})).departments,
    submit: async (recipient, letter, idempotencyKey) => {
      const given = { letter, idempotencyKey };
      switch (recipient.kind) {
        case 'mayor':
          return (await ask(WriteToMayorDocument, given)).receipt;
        case 'leader':
          return (await ask(WriteToMayorDocument, { ...given, leader: recipient.id })).receipt;
        case 'district':
          return (await ask(WriteToDistrictDocument, { ...given, district: recipient.code }))
            .receipt;
        case 'department':
          return (await ask(WriteToDepartmentDocument, { ...given, department: recipient.code }))
            .receipt;
      }
    },
    status: (letter) => readStatus(ask, letter),
    rate: (letter, satisfaction, comment) => rate(ask, letter, satisfaction, comment),
    follow: (letter, handlers, after = null) =>
      followLetter({ url: url.replace(/^http/, 'ws'), token, letter, after, ...handlers }),
    attach: (recipient, file, bytes) => handIn({ ask, url }, recipient, file, bytes),
    messages: (letter) => readMessages(ask, letter),
    addMessage: (letter, petition, text, key) =>
      addMessage(ask, { petition, text, key, ...('queryCode' in letter && letter) }),
    account: createAccountClient({ ask, token }),
    publishedAnswers: async (search, after) =>
      (await ask(PublishedAnswersDocument, { search: search.trim() || null, after }))
        .publishedAnswers,
    showcases: async (month) => (await ask(ShowcasesDocument, { month })).showcases,
    publishedQuarter: async (quarter) =>
      (await ask(PublishedQuarterDocument, { quarter })).publishedStatistics,
  };
}

async function readStatus(ask: Ask, letter: LetterReference): Promise<StatusFragment | null> {
  const { caseStatus } =
    'caseId' in letter
      ? await ask(OwnLetterStatusDocument, letter)
      : await ask(LetterStatusDocument, letter);
  return caseStatus;
}

async function rate(
  ask: Ask,
  letter: LetterReference,
  satisfaction: Satisfaction,
  text: string,
): Promise<void> {
  const given = { satisfaction, comment: text.trim() || null };
  if ('queryCode' in letter) await ask(RateLetterDocument, { ...letter, ...given });
  else await ask(RateOwnLetterDocument, { ...letter, ...given });
}
