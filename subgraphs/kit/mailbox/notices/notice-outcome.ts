import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../process/log.ts';
import type { Clock } from '../../time/clock.ts';
import { changeSent } from './notice.store.ts';
import { appendReport } from './report-notice.ts';

/** What is heard of a notice after it was sent. */
interface LateOutcome {
  noticeId: string;
  state: 'DELIVERED' | 'FAILED';
  /** Why it failed, without personal data. */
  code: string | null;
}

/** Takes up a provider's receipt, or a mail that came back; the same one again changes nothing. */
export type TakeOutcome = (outcome: LateOutcome) => Promise<void>;

interface OutcomeDeps {
  orm: MikroORM;
  clock: Clock;
  log: Logger;
  wakeReports: () => void;
}

export function createTakeOutcome({ orm, clock, log, wakeReports }: OutcomeDeps): TakeOutcome {
  return async ({ noticeId, state, code }) => {
    const at = clock.now();
    const changed = await orm.em.fork().transactional(async (em) => {
      const notice = await changeSent(em, noticeId, { state, lastError: code, at });
      if (notice) await appendReport(em, notice, { outcome: state, at });
      return notice;
    });
    if (!changed) return;
    if (state === 'FAILED') log.warn({ noticeId, code }, 'notice failed');
    wakeReports();
  };
}
