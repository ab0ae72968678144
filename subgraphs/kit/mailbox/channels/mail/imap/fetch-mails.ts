import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../../../process/log.ts';
import type { MailboxPetition } from '../../../petition.entity.ts';
import type { MailFetch } from '../../channel-settings.ts';
import type { Door } from '../../door.ts';
import { MailRefusal } from '../mail-refusal.ts';
import { readMail } from '../read-mail.ts';
import type { TakeMail } from '../take-mail.ts';
import { doorsOfMail } from './doors-of-mail.rules.ts';
import { moveCursor, readCursor, type NumberedBox } from './imap-cursor.store.ts';
import type { ImapSession, ListedMail } from './imap-session.ts';

export interface FetchMailsDeps<Row extends MailboxPetition> {
  orm: MikroORM;
  settings: MailFetch;
  doors: readonly Door<Row>[];
  takeMail: TakeMail<Row>;
  log: Logger;
}

/** Reads what came since the last time; resolves once all of it is dealt with. */
export type FetchMails = (session: ImapSession, signal: AbortSignal) => Promise<void>;

/** A mail that fails so often for our own fault is left for a person, so that it holds up no other. */
const MAX_FAULTS = 5;

/**
 * Makes letters of the mails in a box, in their order and once each: the cursor moves in the
 * transaction of the letter, and only then is the mail marked, be it after a crash.
 */
export function createFetchMails<Row extends MailboxPetition>(
  deps: FetchMailsDeps<Row>,
): FetchMails {
  const { orm, settings } = deps;
  const faults = { uid: 0, count: 0 };
  return async (session, signal) => {
    const numbered = { box: nameOf(settings), uidValidity: session.uidValidity };
    const { firstUid, lastUid } = await readCursor(orm, numbered, session.uidNext);
    let doneUpTo = lastUid;
    for (const mail of await session.listAfter(lastUid)) {
      if (signal.aborted) break;
      const wasReadBefore = mail.isSeen && mail.uid < firstUid;
      if (!wasReadBefore) await dealWith(deps, { session, numbered, faults }, mail);
      doneUpTo = mail.uid;
    }
    await session.putAway(await session.leftUpTo(doneUpTo));
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

async function dealWith<Row extends MailboxPetition>(
  deps: FetchMailsDeps<Row>,
  { session, numbered, faults }: Box,
  { uid, bytes }: ListedMail,
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
    if (!isForPerson(deps.log, { uid, requestId, faults }, error)) throw error;
    await session.flag(uid);
  }
  await deps.orm.em.fork().transactional((em) => moveCursor(em, numbered, uid));
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
    alongside: (em) => moveCursor(em, numbered, uid),
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
