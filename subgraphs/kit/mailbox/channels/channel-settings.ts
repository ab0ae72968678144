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

/** A box of the city's mail server in which mails for the mailbox lie, fetched by IMAP. */
export interface MailFetch {
  host: string;
  port: number;
  /** TLS from the first byte, or STARTTLS, without which nobody signs in. */
  security: 'TLS' | 'STARTTLS';
  /** PEM of who vouches for the server; the system's own list where null. */
  ca: string | null;
  user: string;
  password: string;
  folder: string;
  /** Where mails go once they are letters; they stay, marked as seen, where null. */
  doneFolder: string | null;
  maxBytes: number;
  pollMs: number;
}

/** The provider of text messages; see README.md beside this file. */
export interface SmsProvider {
  /** Base URL, without a slash at the end. */
  url: string;
  /** Shared with the provider; signs both ways. */
  key: Buffer;
  /** It does not call back, so it is asked what became of its messages. */
  isAsked?: boolean;
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
  mailFetch?: MailFetch | null;
  sms: SmsProvider | null;
  webhook: Webhook | null;
}

export const NO_CHANNELS: ChannelSettings = {
  mailOut: null,
  mailIn: null,
  sms: null,
  webhook: null,
};
