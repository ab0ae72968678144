import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** How many mails one address may send. */
export interface SenderQuota {
  /** Counts one more. */
  allows: (address: string, now: Date) => boolean;
}

const HOUR_MS = 3_600_000;
const MAX_SENDERS = 10_000;

/** Keeps a flood of mails in somebody's name from filling a mailbox, or from being answered to them. */
export function createSenderQuota(mailsPerHour: number): SenderQuota {
  const hours = new LRUCache<string, { startedAtMs: number; count: number }>({ max: MAX_SENDERS });
  return {
    allows: (address, now) => {
      const name = createHash('sha256').update(address.toLowerCase()).digest('base64');
      const nowMs = now.getTime();
      const known = hours.get(name);
      const hour =
        known && nowMs - known.startedAtMs < HOUR_MS ? known : { startedAtMs: nowMs, count: 0 };
      hour.count += 1;
      hours.set(name, hour);
      return hour.count <= mailsPerHour;
    },
  };
}
