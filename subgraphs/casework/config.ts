import { z } from 'zod';
import { readConfig } from '../kit/process/config.ts';
import { keySourceSettings } from '../kit/secrecy/key-source.ts';
import { subgraphSettings } from '../kit/server/subgraph-settings.ts';

const settings = subgraphSettings.extend({
  // of casework's own ring, not the mailboxes'
  ...keySourceSettings,
  /** How often due deadlines are looked for. */
  OVERDUE_SWEEP_MS: z.coerce.number().int().min(100).default(15_000),
  /** How often a subscriber to whom nothing happens learns how far it was told. */
  WATERMARK_MS: z.coerce.number().int().min(10).default(5_000),
  /** How long an event can be resumed from; its case keeps it for ever. */
  EVENT_RETENTION_DAYS: z.coerce.number().int().min(1).default(400),
  /** Folder of calendar files for years that the built-in calendar does not know yet. */
  CALENDAR_DIR: z.string().optional(),
  /** Font files for signs that the printed forms' own font lacks, with commas. */
  FALLBACK_FONTS: z
    .string()
    .default('')
    .transform((paths) => paths.split(',').filter((path) => path !== '')),
});

export type CaseworkConfig = z.output<typeof settings>;

/** @throws Error naming every setting that is missing or wrong */
export function readCaseworkConfig(env: NodeJS.ProcessEnv = process.env): CaseworkConfig {
  return readConfig(settings, env);
}
