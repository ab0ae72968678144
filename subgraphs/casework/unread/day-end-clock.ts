import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../kit/process/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { WorkingCalendar } from '../deadlines/working-calendar.ts';
import { endedDays } from './day-end.rules.ts';
import { raiseUnreadAlerts } from './unread-alert.commands.ts';

export interface DayEndClock extends AsyncDisposable {
  /** Raises what is missing of the days that have ended by now; returns how many. */
  sweep(): Promise<number>;
}

interface DayEndDeps {
  orm: MikroORM;
  clock: Clock;
  calendar: WorkingCalendar;
  log: Logger;
  /** HH:MM; null where the city alerts nothing of the kind. */
  closesAt: string | null;
  intervalMs: number;
}

/** A downtime of this many working days is made up for. */
const DAYS_MADE_UP = 5;

/** Alerts units to what they left unread (R54); several may run, each alert is raised once. */
export function createDayEndClock(deps: DayEndDeps): DayEndClock {
  let running = Promise.resolve(0);
  const sweep = (): Promise<number> => {
    running = running.catch(() => 0).then(() => sweepDays(deps));
    return running;
  };
  const sweepOnce = (): void => {
    sweep().then(
      (raised) => {
        if (raised > 0) deps.log.info({ raised }, 'alerts of unread matters raised');
      },
      (error: unknown) => deps.log.error({ err: error }, 'sweep for unread matters failed'),
    );
  };
  sweepOnce();
  const timer = setInterval(sweepOnce, deps.intervalMs);
  return {
    sweep,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await running.catch(() => 0);
    },
  };
}

/** The earliest first, so that events come in the order of the days. */
async function sweepDays({ orm, clock, calendar, closesAt }: DayEndDeps): Promise<number> {
  if (closesAt === null) return 0;
  const now = clock.now();
  let raised = 0;
  for (const day of endedDays(calendar, closesAt, now, DAYS_MADE_UP).reverse())
    raised += await orm.em.fork().transactional((em) => raiseUnreadAlerts(em, day, now));
  return raised;
}
