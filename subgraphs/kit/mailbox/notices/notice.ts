import type { NoticeKind, NoticeMedium } from '../../profile/notice-template.ts';
import type { SealedTable } from '../../secrecy/reseal.ts';

/** SENT: the provider took it and has not yet said what became of it. */
export type NoticeState = 'QUEUED' | 'SENT' | 'DELIVERED' | 'FAILED';

/** How often what was sent, and what became of it; nothing of it says who is told. */
export interface NoticeRow {
  id: string;
  petitionId: string;
  kind: NoticeKind;
  medium: NoticeMedium;
  templateVersion: number;
  state: NoticeState;
  attempts: number;
  /** Code of the last failure. */
  lastError: string | null;
  queuedAt: Date;
  sentAt: Date | null;
  settledAt: Date | null;
}

/** What is sealed of a notice until it is sent. */
export interface NoticeText {
  to: string;
  subject: string | null;
  text: string;
  /** Message-ID of the mail that it answers. */
  inReplyTo: string | null;
}

/** Outbox topics, one for each way, so that none waits for the other's provider. */
export const SEND_TOPICS = {
  EMAIL: 'notice.email',
  SMS: 'notice.sms',
} as const satisfies Record<NoticeMedium, string>;

/** Where the sealed text stands; it opens nowhere else. */
export function noticePlace(id: string): string {
  return `notice:${id}`;
}

/** For the change of keys. */
export const SEALED_NOTICES: SealedTable = { table: 'notice', key: 'id', placeOf: noticePlace };
