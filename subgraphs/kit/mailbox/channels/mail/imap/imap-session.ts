import { ImapFlow } from 'imapflow';
import type { MailFetch } from '../../channel-settings.ts';

/** A mail as it is listed, before anything of it is read. */
interface ListedMail {
  uid: number;
  bytes: number;
  isSeen: boolean;
}

/** One connection to the box of a mail server; closing it leaves no other trace there. */
export interface ImapSession extends AsyncDisposable {
  uidValidity: string;
  /** The number that the next mail will get. */
  uidNext: number;
  /** Mails after `uid`, in the order in which they came. */
  listAfter(uid: number): Promise<ListedMail[]>;
  /** Null where it is gone. */
  read(uid: number): Promise<Buffer | null>;
  /** Takes mails out of the way: moved, or marked as seen. */
  putAway(uids: readonly number[]): Promise<void>;
  /** Leaves a mail for a person, flagged. */
  flag(uid: number): Promise<void>;
  /** Mails up to `uid` that are neither seen nor flagged: put away they should have been. */
  leftUpTo(uid: number): Promise<number[]>;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 60_000;
/** Headers and the like around a mail of the largest size. */
const SLACK_BYTES = 64 * 1024;

/** @throws Error of imapflow, whose `code` says why, where the server is away or does not know us */
export async function openImapSession(
  settings: MailFetch,
  signal: AbortSignal,
): Promise<ImapSession> {
  const client = createClient(settings);
  // What breaks the connection fails the command that waits for it, too.
  client.on('error', () => undefined);
  const abort = (): void => client.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await client.connect();
    const { uidValidity, uidNext } = await client.mailboxOpen(settings.folder);
    return toSession(client, settings, { uidValidity: String(uidValidity), uidNext }, () =>
      signal.removeEventListener('abort', abort),
    );
  } catch (error) {
    client.close();
    throw error;
  }
}

function createClient({ host, port, security, ca, user, password, maxBytes }: MailFetch): ImapFlow {
  return new ImapFlow({
    ...{ host, port, logger: false, disableAutoIdle: true },
    ...(security === 'TLS' ? { secure: true } : { secure: false, doSTARTTLS: true }),
    auth: { user, pass: password },
    ...(ca !== null && { tls: { ca } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: maxBytes + SLACK_BYTES,
  });
}

function toSession(
  client: ImapFlow,
  { doneFolder }: MailFetch,
  box: Pick<ImapSession, 'uidValidity' | 'uidNext'>,
  release: () => void,
): ImapSession {
  const byUid = { uid: true } as const;
  return {
    ...box,
    listAfter: async (after) => {
      const query = { uid: true, size: true, flags: true };
      const mails = await client.fetchAll(`${after + 1}:*`, query, byUid);
      return mails
        .map(({ uid, size = 0, flags }) => ({ uid, bytes: size, isSeen: isSeen(flags) }))
        .filter(({ uid }) => uid > after) // n:* always holds the last mail
        .toSorted((one, other) => one.uid - other.uid);
    },
    read: async (uid) => {
      const mail = await client.fetchOne(String(uid), { source: true }, byUid);
      return mail ? (mail.source ?? null) : null;
    },
    putAway: async (uids) => {
      if (uids.length === 0) return;
      await client.messageFlagsAdd(uids.join(','), ['\\Seen'], byUid);
      if (doneFolder !== null) await client.messageMove(uids.join(','), doneFolder, byUid);
    },
    flag: async (uid) => {
      await client.messageFlagsAdd(String(uid), ['\\Flagged'], byUid);
    },
    leftUpTo: async (uid) => {
      if (uid === 0) return [];
      const query = { uid: `1:${uid}`, seen: false, flagged: false };
      const found = await client.search(query, byUid);
      return Array.isArray(found) ? found : [];
    },
    [Symbol.asyncDispose]: async () => {
      release();
      await client.logout().catch(() => client.close());
    },
  };
}

function isSeen(flags: Set<string> | undefined): boolean {
  return flags?.has('\\Seen') ?? false;
}
