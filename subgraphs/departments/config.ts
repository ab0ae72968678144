import { readConfig } from '../kit/process/config.ts';
import { mailboxSettings, type MailboxSettings } from '../kit/mailbox/mailbox-settings.ts';

export function readDepartmentsConfig(): MailboxSettings {
  return readConfig(mailboxSettings, process.env);
}
