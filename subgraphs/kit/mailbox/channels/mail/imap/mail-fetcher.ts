import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../../../process/log.ts';
import { backOffMs } from '../../../../outbox/back-off.ts';
import type { MailFetch } from '../../channel-settings.ts';
import type { FetchMails } from './fetch-mails.ts';
import { openImapSession } from './imap-session.ts';

interface MailFetcherDeps {
  settings: MailFetch;
  fetchMails: FetchMails;
  log: Logger;
}

/** Asks for mails again and again, at growing pauses while the mail server is away. */
export function startMailFetcher({ settings, fetchMails, log }: MailFetcherDeps): AsyncDisposable {
  const stop = new AbortController();
  const { signal } = stop;
  let failures = 0;
  const round = async (): Promise<void> => {
    await using session = await openImapSession(settings, signal);
    await fetchMails(session, signal);
  };
  const settle = (error: unknown): number => {
    if (error === null) {
      if (failures > 0) log.info({ failures }, 'mails are fetched again');
      failures = 0;
      return settings.pollMs;
    }
    failures += 1;
    // The first failure tells; a server that refuses our password wants somebody to look each time.
    const isRefusal = isOf(error, 'authenticationFailed');
    if (isRefusal) log.error(whyOf(error), 'the mail server does not let us in');
    else if (failures === 1) log.warn(whyOf(error), 'mails cannot be fetched');
    return Math.max(settings.pollMs, backOffMs(failures, Math.random()));
  };
  // Asked anew after each wait, since it changes meanwhile.
  const isStopped = (): boolean => signal.aborted;
  const run = async (): Promise<void> => {
    for (;;) {
      const error: unknown = await round().then(() => null, toError);
      if (isStopped()) return;
      await pause(settle(error), null, { signal }).catch(() => undefined);
      if (isStopped()) return;
    }
  };
  const running = run();
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

function toError(error: unknown): unknown {
  return error ?? new Error('unknown');
}

function isOf(error: unknown, sign: string): boolean {
  return Error.isError(error) && sign in error && Boolean(error[sign as keyof typeof error]);
}

/** The server's own words may hold whatever was sent to it. */
function whyOf(error: unknown): { code: string; err?: unknown } {
  const code = Error.isError(error) && 'code' in error ? error.code : null;
  return typeof code === 'string' ? { code } : { code: 'MAIL_FETCH_FAILED', err: error };
}
