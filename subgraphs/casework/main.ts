import { createLog } from '../kit/process/log.ts';
import { runProcess } from '../kit/process/run-process.ts';
import { loadProfile } from '../kit/profile/load-profile.ts';
import { systemClock } from '../kit/time/clock.ts';
import { readCaseworkConfig } from './config.ts';
import { createCasework } from './subgraph.ts';

const config = readCaseworkConfig();
const log = createLog('casework', config.LOG_LEVEL);

await runProcess(log, async () =>
  createCasework({
    databaseUrl: config.DATABASE_URL,
    profile: await loadProfile(config.PROFILE),
    actorKeys: config.ACTOR_JWKS,
    webhookKeys: config.WEBHOOK_KEYS,
    overdueSweepMs: config.OVERDUE_SWEEP_MS,
    watermarkMs: config.WATERMARK_MS,
    eventRetentionDays: config.EVENT_RETENTION_DAYS,
    calendarDir: config.CALENDAR_DIR ?? null,
    fallbackFonts: config.FALLBACK_FONTS,
    clock: systemClock,
    log,
    host: config.HOST,
    port: config.PORT,
  }),
);
