import { z } from 'zod';
import { channelSettings } from './channels/read-channel-settings.ts';
import { keySourceSettings } from '../secrecy/key-source.ts';
import { signingKeySetting, subgraphSettings } from '../server/subgraph-settings.ts';

/** Environment variables of every mailbox process. */
export const mailboxSettings = subgraphSettings.extend({
  /** Private key of this mailbox, kid `mailbox:<prefix>`, a JSON Web Key. */
  SERVICE_SIGNING_KEY: signingKeySetting,
  ...keySourceSettings,
  /** casework's GraphQL endpoint. */
  CASEWORK_URL: z.url(),
  ...channelSettings,
  /** Where attachments are looked at for viruses: clamd://host:port, or http(s)://…; nowhere without it. */
  SCAN_URL: z.url({ protocol: /^(clamd|https?)$/ }).optional(),
});

export type MailboxSettings = z.output<typeof mailboxSettings>;
