/** A mail server that takes our mails, such as smtps://user:password@mail.city.example. */
interface MailOut {
  url: string;
}

/** Where mails for the mailbox's addresses come in. */
export interface MailIn {
  host?: string;
  /** 0 lets the system choose. */
  port: number;
  maxBytes: number;
  /** PEM texts, for STARTTLS; null where only the city's own mail server comes this way. */
  tls: { cert: string; key: string } | null;
}

/** The provider of text messages; see README.md beside this file. */
export interface SmsProvider {
  /** Base URL, without a slash at the end. */
  url: string;
  /** Shared with the provider; signs both ways. */
  key: Buffer;
}

/** Where the provider of text messages brings messages and receipts. */
export interface Webhook {
  host?: string;
  /** 0 lets the system choose. */
  port: number;
}

/** Ways to petitioners besides the portal; null where the city has none. */
export interface ChannelSettings {
  mailOut: MailOut | null;
  mailIn: MailIn | null;
  sms: SmsProvider | null;
  webhook: Webhook | null;
}

export const NO_CHANNELS: ChannelSettings = {
  mailOut: null,
  mailIn: null,
  sms: null,
  webhook: null,
};
