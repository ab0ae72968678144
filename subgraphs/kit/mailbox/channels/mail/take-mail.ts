import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';
import type { Logger } from '../../../process/log.ts';
import type { Profile } from '../../../profile/profile.ts';
import type { Clock } from '../../../time/clock.ts';
import { dayOf } from '../../day.ts';
import type { KeepFile } from '../../attachments/keep-file.ts';
import type { TakeOutcome } from '../../notices/notice-outcome.ts';
import type { MailboxPetition } from '../../petition.entity.ts';
import type { TakeIn } from '../../submit.commands.ts';
import { doorName, type Door } from '../door.ts';
import { letterOfMessage } from '../letter-of-message.rules.ts';
import { bouncedNotices, isLooping, machineSign } from './machine-mail.rules.ts';
import { MailRefusal } from './mail-refusal.ts';
import type { Mail } from './read-mail.ts';
import type { SenderQuota } from './sender-quota.ts';

interface TakeMailDeps<Row extends MailboxPetition> {
  profile: Profile;
  takeIn: TakeIn<Row>;
  keepFile: KeepFile;
  /** Most files of one letter. */
  maxFiles: number;
  takeOutcome: TakeOutcome;
  quota: SenderQuota;
  clock: Clock;
  log: Logger;
}

/** One mail with its envelope. */
interface IncomingMail<Row extends MailboxPetition> {
  /** Of the connection, by which logs can be followed. */
  requestId: string;
  source: Buffer;
  mail: Mail;
  /** '' for reports about mails. */
  envelopeFrom: string;
  doors: readonly Door<Row>[];
  /** Is written in the transaction of its last letter. */
  alongside?: (em: EntityManager) => Promise<void>;
}

/** Resolves once the letter is safely stored. @throws MailRefusal */
export type TakeMail<Row extends MailboxPetition> = (mail: IncomingMail<Row>) => Promise<void>;

/** Makes letters of mails (R15, R76): one for each address they were sent to, and once each. */
export function createTakeMail<Row extends MailboxPetition>(
  deps: TakeMailDeps<Row>,
): TakeMail<Row> {
  return async (incoming) => {
    const { source, mail, doors, requestId } = incoming;
    if (isLooping(mail.hops))
      throw new MailRefusal(554, '5.4.6 expected a mail that is not looping');
    const sign = machineSign(mail.headers, incoming.envelopeFrom);
    if (sign !== null) {
      await takeReport(deps, source);
      deps.log.info({ requestId, sign }, 'mail of a machine dropped');
      return;
    }
    const from = requireSender(deps, mail);
    if (!deps.quota.allows(from.address, deps.clock.now()))
      throw new MailRefusal(450, '4.7.1 expected fewer mails of one sender, try again later');
    for (const door of doors) await takeLetter(deps, incoming, { mail, from, door });
  };
}

async function takeReport<Row extends MailboxPetition>(
  { profile, takeOutcome }: TakeMailDeps<Row>,
  source: Buffer,
): Promise<void> {
  const own = profile.city.channels.sender?.address ?? '';
  const domain = own.slice(own.lastIndexOf('@') + 1);
  for (const noticeId of bouncedNotices(source.toString('latin1'), domain))
    await takeOutcome({ noticeId, state: 'FAILED', code: 'BOUNCED' });
}

function requireSender<Row extends MailboxPetition>(
  { profile }: TakeMailDeps<Row>,
  { from, subject, text }: Mail,
): NonNullable<Mail['from']> {
  if (!from) throw new MailRefusal(550, '5.6.0 expected one sender in From');
  if (from.address.toLowerCase() === profile.city.channels.sender?.address)
    throw new MailRefusal(554, '5.4.6 expected a sender other than ourselves');
  if (subject.trim() === '' && text.trim() === '')
    throw new MailRefusal(550, '5.6.0 expected a text, attachments alone are not taken');
  return from;
}

interface MailAtDoor<Row extends MailboxPetition> {
  mail: Mail;
  from: NonNullable<Mail['from']>;
  door: Door<Row>;
}

async function takeLetter<Row extends MailboxPetition>(
  deps: TakeMailDeps<Row>,
  { source, requestId, doors, alongside }: IncomingMail<Row>,
  { mail, from, door }: MailAtDoor<Row>,
): Promise<void> {
  const { profile, clock } = deps;
  const isLast = door === doors.at(-1);
  const kept = await keepFiles(deps, mail, door);
  const letter = letterOfMessage(profile, {
    channel: 'EMAIL',
    title: mail.subject,
    text: mail.text,
    note: leftOutNote(mail.attachments.length - kept.length),
    petitioner: { name: from.name, email: from.address },
    day: dayOf(clock.now(), profile.city.timezone),
  });
  const { mailbox, own } = door;
  const key = createHash('sha256')
    .update(JSON.stringify([mail.messageId ?? source.toString('latin1'), from.address]))
    .digest('hex');
  try {
    await deps.takeIn({
      ...{ door: doorName(door), mailbox, own, key, requestId },
      letter: { ...letter, attachments: kept },
      ...(mail.messageId !== null && { inReplyTo: mail.messageId }),
      ...(isLast && alongside && { alongside }),
    });
  } catch (error) {
    throw toRefusal(error);
  }
}

/** Those that a petitioner could hand in at the portal too; the same mail again keeps them in vain. */
async function keepFiles<Row extends MailboxPetition>(
  { keepFile, maxFiles }: TakeMailDeps<Row>,
  { attachments }: Mail,
  door: Door<Row>,
): Promise<string[]> {
  const owner = { mailbox: door.mailbox, uploadedBy: doorName(door) };
  const kept: string[] = [];
  for (const file of attachments) {
    const id = kept.length < maxFiles ? await keepFile(file, owner) : null;
    if (id !== null) kept.push(id);
  }
  return kept;
}

/** Staff must know that there was more. */
function leftOutNote(leftOut: number): string | null {
  return leftOut === 0 ? null : `（来信另有附件${leftOut}个，未能收入。）`;
}

/** The message of a refused letter names the field and never repeats what was written. */
function toRefusal(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  switch (error.extensions.code) {
    case 'BAD_USER_INPUT':
      return new MailRefusal(550, `5.6.0 ${error.message}`);
    case 'REGISTRATION_REQUIRED':
      return new MailRefusal(
        550,
        '5.7.1 expected a registered petitioner, who writes at the portal',
      );
    default:
      return error;
  }
}
