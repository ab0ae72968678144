import { createTransport } from 'nodemailer';
import { DeliveryError } from '../../../outbox/delivery-error.ts';
import type { NoticeText } from '../../notices/notice.ts';
import type { Sender, SendOutcome } from '../../notices/sender.ts';

interface MailSenderDeps {
  /** Of the mail server that takes our mails. */
  url: string;
  from: { name: string; address: string };
}

/** Pauses that end a connection; the lease of a notice is longer than all of them. */
const TIMEOUTS = {
  connectionTimeout: 5_000,
  greetingTimeout: 5_000,
  dnsTimeout: 5_000,
  socketTimeout: 15_000,
};

/** Sends notices by SMTP; a mail counts as delivered once the next mail server has it. */
export function createMailSender({ url, from }: MailSenderDeps): Sender {
  const transport = createTransport({ url, pool: true, maxConnections: 4, ...TIMEOUTS });
  return {
    send: async (id, text) => {
      try {
        await transport.sendMail(toMail(id, text, from));
        return { state: 'DELIVERED' };
      } catch (error) {
        return readFailure(error);
      }
    },
    [Symbol.asyncDispose]: () => {
      transport.close();
      return Promise.resolve();
    },
  };
}

/** The same Message-ID for each try, by which mail servers and readers know a mail again. */
function messageIdOf(noticeId: string, fromAddress: string): string {
  return `<${noticeId}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`;
}

function toMail(
  id: string,
  { to, subject, text, inReplyTo }: NoticeText,
  from: MailSenderDeps['from'],
) {
  return {
    from,
    to: { name: '', address: to },
    subject: subject ?? '',
    text,
    messageId: messageIdOf(id, from.address),
    ...(inReplyTo !== null && { inReplyTo, references: [inReplyTo] }),
    headers: {
      'Auto-Submitted': inReplyTo === null ? 'auto-generated' : 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
    },
    textEncoding: 'base64' as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

interface MailFailure {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** Only what is said of the recipient or of the mail itself is final; all else may pass. */
function readFailure(error: unknown): SendOutcome {
  const { code, command, responseCode } = error as MailFailure;
  const name = responseCode === undefined ? (code ?? 'MAIL_FAILED') : `SMTP_${responseCode}`;
  const isPermanent = responseCode !== undefined && responseCode >= 500;
  const isAboutMail = command === 'RCPT TO' || command === 'DATA' || code === 'EMESSAGE';
  if (isPermanent && isAboutMail) return { state: 'FAILED', code: name };
  // A server that does not take our sender or our password wants somebody to look; one that puts a
  // single recipient off, as greylisting does, is there for all others.
  const concernsOne = isPermanent || (responseCode !== undefined && isAboutMail);
  throw new DeliveryError(name, isPermanent, { concernsOne, cause: error });
}
