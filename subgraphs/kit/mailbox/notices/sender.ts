import type { NoticeText } from './notice.ts';

/** What the other side said of a notice. */
export type SendOutcome =
  /** Taken over; what becomes of it is told later. */
  | { state: 'SENT' }
  | { state: 'DELIVERED' }
  /** Will never arrive; the code says why, without personal data. */
  | { state: 'FAILED'; code: string };

/** One way to petitioners; closes its connections. */
export interface Sender extends AsyncDisposable {
  /**
   * @param id the same for each try, by which the other side knows a notice again
   * @throws DeliveryError where it may succeed later
   */
  send: (id: string, text: NoticeText, signal: AbortSignal) => Promise<SendOutcome>;
}
