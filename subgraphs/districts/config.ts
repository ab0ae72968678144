import { z } from 'zod';
import { readConfig } from '../kit/process/config.ts';
import { mailboxSettings } from '../kit/mailbox/mailbox-settings.ts';

const districtsSettings = mailboxSettings.extend({
  /**
   * Area code of the one district whose own system this is; its key is `mailbox:district:<code>`.
   * Without it this is the city's, for all districts that have none.
   */
  DISTRICT: z
    .string()
    .regex(/^\d{6}$/, 'expected an area code of six digits')
    .optional(),
});

export function readDistrictsConfig(): z.output<typeof districtsSettings> {
  return readConfig(districtsSettings, process.env);
}
