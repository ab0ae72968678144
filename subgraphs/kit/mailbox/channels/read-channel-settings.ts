import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { portSetting } from '../../process/config.ts';
import type { ChannelSettings, MailFetch, MailIn } from './channel-settings.ts';

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
  /** Box of a mail server that is asked for mails: imaps://user:password@mail.city.example/INBOX. */
  IMAP_URL: z
    .url({ protocol: /^imaps?$/, error: 'expected an imaps:// or imap:// URL' })
    .optional(),
  /** PEM file of who vouches for that server; the system's list without it. */
  IMAP_CA: z.string().optional(),
  /** Folder to which mails go once they are letters. */
  IMAP_DONE_FOLDER: z.string().optional(),
  IMAP_MAX_BYTES: z.coerce.number().int().positive().default(DEFAULT_MAX_BYTES),
  IMAP_POLL_SECONDS: z.coerce.number().int().min(1).max(3_600).default(30),
  /** Base URL of the provider of text messages. */
  SMS_URL: z.url().optional(),
  /** Shared with it, 32 bytes or more in base64url. */
  SMS_KEY: smsKey.optional(),
  /** Whether it is asked what became of a message, since it does not call back. */
  SMS_ASK_STATUS: z.stringbool().default(false),
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
    mailFetch: await readMailFetch(settings),
    sms:
      smsUrl === undefined || key === undefined
        ? null
        : { url: smsUrl.replace(/\/$/, ''), key, isAsked: settings.SMS_ASK_STATUS },
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

const IMAP_PORTS = { 'imaps:': 993, 'imap:': 143 } as const;

async function readMailFetch(settings: Settings): Promise<MailFetch | null> {
  const { IMAP_URL: text, IMAP_CA: caFile, IMAP_DONE_FOLDER: doneFolder = null } = settings;
  if (text === undefined) return null;
  const url = new URL(text);
  if (url.username === '' || url.password === '')
    throw new Error('IMAP_URL: expected a user and a password in it, came a URL without.');
  const protocol = url.protocol === 'imaps:' ? 'imaps:' : 'imap:';
  return {
    host: url.hostname,
    port: url.port === '' ? IMAP_PORTS[protocol] : Number(url.port),
    security: protocol === 'imaps:' ? 'TLS' : 'STARTTLS',
    ca: caFile === undefined ? null : await readFile(caFile, 'utf8'),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
    doneFolder,
    maxBytes: settings.IMAP_MAX_BYTES,
    pollMs: settings.IMAP_POLL_SECONDS * 1_000,
  };
}
