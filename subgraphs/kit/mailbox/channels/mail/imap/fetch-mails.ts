import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../../../process/log.ts';
import type { Clock } from '../../../../time/clock.ts';
import type { MailboxPetition } from '../../../petition.entity.ts';
import type { MailFetch } from '../../channel-settings.ts';
import type { Door } from '../../door.ts';
import { MailRefusal } from '../mail-refusal.ts';
import { readMail } from '../read-mail.ts';
import type { TakeMail } from '../take-mail.ts';
import { doorsOfMail } from './doors-of-mail.rules.ts';
import { readCursor, type NumberedBox } from './imap-cursor.store.ts';
import type { ImapSession } from './imap-session.ts';
import {
  forgetRenumbered,
  listPutOff,
  noteDone,
  putOff,
  type PutOffMail,
} from './put-off-mails.store.ts';

export interface FetchMailsDeps<Row extends MailboxPetition> {
  orm: MikroORM;
  settings: MailFetch;
  doors: readonly Door<Row>[];
  takeMail: TakeMail<Row>;
  clock: Clock;
  log: Logger;
}

/** Reads what came since the last time; resolves once all of it is dealt with. */
export type FetchMails = (session: ImapSession, signal: AbortSignal) => Promise<void>;

/** A mail that fails so often for our own fault is left for a person, so that it holds up no other. */
const MAX_FAULTS = 5;

const HOUR_MS = 3_600_000;
/** Once it is over, a sender has a new hour to write in. */
const PUT_OFF_MS = HOUR_MS;
/** As long as a mail server tries (RFC 5321, 4.5.4.1); then a person has to look. */
const GIVE_UP_MS = 5 * 24 * HOUR_MS;

/**
 * Makes letters of the mails in a box, in their order and once each: the cursor moves in the
 * transaction of the letter, and only then is the mail marked, be it after a crash. A mail that is
 * refused for now stays in the box as it is and has its turn again, before those that came later.
 */
export function createFetchMails<Row extends MailboxPetition>(
  deps: FetchMailsDeps<Row>,
): FetchMails {
  const { orm, settings, clock } = deps;
  const faults = { uid: 0, count: 0 };
  return async (session, signal) => {
    const numbered = { box: nameOf(settings), uidValidity: session.uidValidity };
    const { firstUid, lastUid } = await readCursor(orm, numbered, session.uidNext);
    const box = { session, numbered, faults };
    await forgetRenumbered(orm, numbered);
    for (const mail of await listPutOff(orm, numbered)) {
      if (signal.aborted) return;
      if (mail.retryAt <= clock.now()) await dealWith(deps, box, { ...mail, bytes: 0 });
    }
    let doneUpTo = lastUid;
    for (const mail of await session.listAfter(lastUid)) {
      if (signal.aborted) break;
      const wasReadBefore = mail.isSeen && mail.uid < firstUid;
      if (!wasReadBefore) await dealWith(deps, box, { ...mail, since: null });
      doneUpTo = mail.uid;
    }
    await putAway(deps, box, doneUpTo);
  };
}

function nameOf({ user, host, folder }: MailFetch): string {
  return `${user}@${host}/${folder}`;
}

interface Box {
  session: ImapSession;
  numbered: NumberedBox;
  faults: { uid: number; count: number };
}

interface DueMail {
  uid: number;
  /** As it was listed; one that was put off is known to be small enough. */
  bytes: number;
  /** When it was put off first; null where it is new. */
  since: Date | null;
}

async function putAway<Row extends MailboxPetition>(
  { orm }: FetchMailsDeps<Row>,
  { session, numbered }: Box,
  doneUpTo: number,
): Promise<void> {
  const waiting = new Set((await listPutOff(orm, numbered)).map(({ uid }) => uid));
  const left = await session.leftUpTo(doneUpTo);
  await session.putAway(left.filter((uid) => !waiting.has(uid)));
}

async function dealWith<Row extends MailboxPetition>(
  deps: FetchMailsDeps<Row>,
  { session, numbered, faults }: Box,
  { uid, bytes, since }: DueMail,
): Promise<void> {
  const requestId = `mail-${numbered.uidValidity}-${uid}`;
  const { maxBytes } = deps.settings;
  const isTooLarge = bytes > maxBytes;
  const source = isTooLarge ? null : await session.read(uid);
  try {
    if (isTooLarge)
      throw new MailRefusal(552, `5.3.4 expected a mail of at most ${maxBytes} bytes`);
    if (source) await take(deps, numbered, { uid, requestId, source });
  } catch (error) {
    const later = laterOf({ uid, since }, error, deps.clock.now());
    if (later) {
      await deps.orm.em.fork().transactional((em) => putOff(em, numbered, later));
      deps.log.info({ requestId, retryAt: later.retryAt }, 'mail put off');
      return;
    }
    if (!isForPerson(deps.log, { uid, requestId, faults }, error)) throw error;
    await session.flag(uid);
  }
  await deps.orm.em.fork().transactional((em) => noteDone(em, numbered, uid));
}

/** When to come again with what is refused for now only; null where it is refused for good. */
function laterOf(
  { uid, since }: Pick<DueMail, 'uid' | 'since'>,
  error: unknown,
  now: Date,
): PutOffMail | null {
  if (!(error instanceof MailRefusal) || !error.isForNow) return null;
  const first = since ?? now;
  if (now.getTime() - first.getTime() >= GIVE_UP_MS) return null;
  return { uid, since: first, retryAt: new Date(now.getTime() + PUT_OFF_MS) };
}

async function take<Row extends MailboxPetition>(
  { doors, settings, takeMail }: FetchMailsDeps<Row>,
  numbered: NumberedBox,
  { uid, requestId, source }: { uid: number; requestId: string; source: Buffer },
): Promise<void> {
  const mail = await readMail(source);
  const open = doorsOfMail(mail, doors, settings.user);
  if (open.length === 0 && mail.returnPath !== '')
    throw new MailRefusal(550, '5.1.1 expected the address of a mailbox');
  await takeMail({
    ...{ requestId, source, mail, doors: open },
    envelopeFrom: mail.returnPath ?? mail.from?.address ?? 'unknown',
    alongside: (em) => noteDone(em, numbered, uid),
  });
}

/** What is refused stays in the box with a flag, since nobody waits for an answer as SMTP does. */
function isForPerson(
  log: Logger,
  { uid, requestId, faults }: { uid: number; requestId: string; faults: Box['faults'] },
  error: unknown,
): boolean {
  if (error instanceof MailRefusal) {
    log.warn(
      { requestId, reply: error.responseCode, why: error.message },
      'mail left for a person',
    );
    return true;
  }
  faults.count = faults.uid === uid ? faults.count + 1 : 1;
  faults.uid = uid;
  if (faults.count < MAX_FAULTS) return false;
  log.error({ requestId, err: error }, 'mail could not be stored and is left for a person');
  return true;
}
