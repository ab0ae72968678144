import type { Logger } from '../process/log.ts';
import { loadProfile } from '../profile/load-profile.ts';
import { keyRenewalSource, readKeyRing } from '../secrecy/key-source.ts';
import { systemClock } from '../time/clock.ts';
import { readChannelSettings } from './channels/read-channel-settings.ts';
import type { MailboxDeps } from './create-mailbox.ts';
import type { MailboxSettings } from './mailbox-settings.ts';

/**
 * What a mailbox process gives its subgraph, from its settings.
 * @throws ProfileError where the profile is not usable
 * @throws KeySourceError where there are no keys for data at rest
 */
export async function mailboxDeps(settings: MailboxSettings, log: Logger): Promise<MailboxDeps> {
  return {
    databaseUrl: settings.DATABASE_URL,
    profile: await loadProfile(settings.PROFILE),
    actorKeys: settings.ACTOR_JWKS,
    signingKey: settings.SERVICE_SIGNING_KEY,
    personalDataKeys: await readKeyRing(settings, log),
    keyRenewal: keyRenewalSource(settings, log),
    caseworkUrl: settings.CASEWORK_URL,
    channels: await readChannelSettings(settings),
    scanUrl: settings.SCAN_URL ?? null,
    clock: systemClock,
    log,
    host: settings.HOST,
    port: settings.PORT,
  };
}
