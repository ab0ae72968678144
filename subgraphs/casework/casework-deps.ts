import type { Logger } from '../kit/process/log.ts';
import { loadProfile } from '../kit/profile/load-profile.ts';
import { keyRenewalSource, readKeyRing } from '../kit/secrecy/key-source.ts';
import { systemClock } from '../kit/time/clock.ts';
import type { CaseworkConfig } from './config.ts';
import type { CaseworkDeps } from './subgraph.ts';

/**
 * What the casework process gives its subgraph, from its settings.
 * @throws ProfileError where the profile is not usable
 * @throws KeySourceError where there are no keys for data at rest
 */
export async function caseworkDeps(config: CaseworkConfig, log: Logger): Promise<CaseworkDeps> {
  return {
    databaseUrl: config.DATABASE_URL,
    profile: await loadProfile(config.PROFILE),
    actorKeys: config.ACTOR_JWKS,
    personalDataKeys: await readKeyRing(config, log),
    keyRenewal: keyRenewalSource(config, log),
    overdueSweepMs: config.OVERDUE_SWEEP_MS,
    watermarkMs: config.WATERMARK_MS,
    eventRetentionDays: config.EVENT_RETENTION_DAYS,
    calendarDir: config.CALENDAR_DIR ?? null,
    fallbackFonts: config.FALLBACK_FONTS,
    clock: systemClock,
    log,
    host: config.HOST,
    port: config.PORT,
  };
}
