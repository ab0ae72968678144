import { createLog } from '../process/log.ts';
import { systemClock } from '../time/clock.ts';
import type { MailboxDeps } from './create-mailbox.ts';
import type { MailboxSettings } from './mailbox-settings.ts';

/** What a mailbox process gives its subgraph, from its settings. */
export function mailboxDeps(name: string, settings: MailboxSettings): MailboxDeps {
  return {
    databaseUrl: settings.DATABASE_URL,
    profileFolder: settings.PROFILE,
    actorKeys: settings.ACTOR_JWKS,
    signingKey: settings.SERVICE_SIGNING_KEY,
    caseworkUrl: settings.CASEWORK_URL,
    clock: systemClock,
    log: createLog(name, settings.LOG_LEVEL),
    port: settings.PORT,
  };
}
