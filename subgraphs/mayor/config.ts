import { readConfig } from '../kit/process/config.ts';
import { mailboxSettings, type MailboxSettings } from '../kit/mailbox/mailbox-settings.ts';

export function readMayorConfig(): MailboxSettings {
  return readConfig(mailboxSettings, process.env);
}
