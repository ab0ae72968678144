import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../kit/process/log.ts';
import type { LiveCalendar } from './live-calendar.ts';
import { readCalendars, stampOf } from './read-calendars.ts';
import { recomputeDeadlines, type RecomputeDeps } from './recompute.commands.ts';

export interface CalendarWatch extends AsyncDisposable {
  /** Takes up changed files and recomputes what they move; returns how many deadlines. */
  check(): Promise<number>;
}

interface CalendarWatchDeps extends Omit<RecomputeDeps, 'calendar'> {
  calendar: LiveCalendar;
  /** Folder of calendar files; null where only the published calendar counts. */
  directory: string | null;
  log: Logger;
  intervalMs?: number;
}

const DEFAULT_INTERVAL_MS = 30_000;

/**
 * Reads the calendar files, recomputes deadlines, and does so again whenever a file changed.
 * @throws CalendarError for files that are wrong at the start; later ones are logged and left aside
 */
export async function startCalendarWatch(deps: CalendarWatchDeps): Promise<CalendarWatch> {
  const stop = new AbortController();
  const { directory, calendar } = deps;
  let stamp = directory === null ? '' : await stampOf(directory);
  if (directory !== null) calendar.replace(await readCalendars(directory));

  async function check(): Promise<number> {
    const current = directory === null ? '' : await stampOf(directory);
    if (directory !== null && current !== stamp) {
      calendar.replace(await readCalendars(directory));
      stamp = current;
    }
    return recomputeDeadlines(deps, stop.signal);
  }

  const running = keepChecking(check, deps, stop.signal);
  return {
    check,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

async function keepChecking(
  check: () => Promise<number>,
  { log, intervalMs = DEFAULT_INTERVAL_MS }: CalendarWatchDeps,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const recomputed = await check();
      if (recomputed > 0) log.info({ recomputed }, 'deadlines recomputed with a new calendar');
    } catch (error) {
      log.error({ err: error }, 'calendar files could not be taken up');
    }
    await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}
