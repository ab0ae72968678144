import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { portSetting } from '../../process/config.ts';
import type { ChannelSettings, MailIn } from './channel-settings.ts';

const MIN_KEY_BYTES = 32;
const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;

const smsKey = z
  .string()
  .transform((text) => Buffer.from(text, 'base64url'))
  .refine((key) => key.length >= MIN_KEY_BYTES, `expected ${MIN_KEY_BYTES} bytes in base64url`);

/** Environment variables of the ways to petitioners besides the portal; without them there are none. */
export const channelSettings = {
  /** Mail server for notices, such as smtps://user:password@mail.city.example. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'expected an smtp:// or smtps:// URL' })
    .optional(),
  /** Port on which mails to the mailbox come in. */
  SMTP_IN_PORT: portSetting.optional(),
  SMTP_IN_MAX_BYTES: z.coerce.number().int().positive().default(DEFAULT_MAX_BYTES),
  /** PEM files, for STARTTLS; both or none. */
  SMTP_IN_CERT: z.string().optional(),
  SMTP_IN_KEY: z.string().optional(),
  /** Base URL of the provider of text messages. */
  SMS_URL: z.url().optional(),
  /** Shared with it, 32 bytes or more in base64url. */
  SMS_KEY: smsKey.optional(),
  /** Port on which the provider brings messages and receipts. */
  WEBHOOK_PORT: portSetting.optional(),
};

/** They listen where the process does. */
type Settings = z.output<z.ZodObject<typeof channelSettings>> & { HOST: string };

/** @throws Error where one variable needs another, or a file cannot be read */
export async function readChannelSettings(settings: Settings): Promise<ChannelSettings> {
  const { SMTP_URL: url, SMS_URL: smsUrl, SMS_KEY: key, WEBHOOK_PORT: port } = settings;
  const needsKey = smsUrl !== undefined || port !== undefined;
  if (needsKey && (smsUrl === undefined || key === undefined))
    throw new Error('SMS_URL and SMS_KEY: expected both, and for WEBHOOK_PORT too, came one.');
  return {
    mailOut: url === undefined ? null : { url },
    mailIn: await readMailIn(settings),
    sms: smsUrl === undefined || key === undefined ? null : { url: smsUrl.replace(/\/$/, ''), key },
    webhook: port === undefined ? null : { port, host: settings.HOST },
  };
}

async function readMailIn(settings: Settings): Promise<MailIn | null> {
  const { SMTP_IN_PORT: port, SMTP_IN_MAX_BYTES: maxBytes } = settings;
  const { SMTP_IN_CERT: cert, SMTP_IN_KEY: key } = settings;
  if (port === undefined) return null;
  if ((cert === undefined) !== (key === undefined))
    throw new Error('SMTP_IN_CERT and SMTP_IN_KEY: expected both or none, came one.');
  const tls =
    cert === undefined || key === undefined
      ? null
      : { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  return { port, maxBytes, tls, host: settings.HOST };
}
