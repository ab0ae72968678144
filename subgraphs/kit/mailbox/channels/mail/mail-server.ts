import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Logger } from '../../../process/log.ts';
import type { MailboxPetition } from '../../petition.entity.ts';
import type { MailIn } from '../channel-settings.ts';
import type { Door } from '../door.ts';
import { MailRefusal } from './mail-refusal.ts';
import { readMail } from './read-mail.ts';
import type { TakeMail } from './take-mail.ts';

interface MailServerDeps<Row extends MailboxPetition> {
  settings: MailIn;
  doors: readonly Door<Row>[];
  /** Takes reports about our own mails, and nothing else; null where we send none. */
  ownAddress: string | null;
  takeMail: TakeMail<Row>;
  log: Logger;
}

export interface MailServer extends AsyncDisposable {
  port: number;
}

const MAX_CLIENTS = 50;
const MAX_RECIPIENTS = 10;
const IDLE_MS = 60_000;
const CLOSE_GRACE_MS = 5_000;

/** Takes mails for a mailbox's addresses; says yes to one only after it is stored. */
export async function startMailServer<Row extends MailboxPetition>(
  deps: MailServerDeps<Row>,
): Promise<MailServer> {
  const { settings, log } = deps;
  const doors = new Map(deps.doors.map((door) => [door.address, door]));
  const isKnown = (address: string): boolean => doors.has(address) || address === deps.ownAddress;
  const server = new SMTPServer({
    ...(settings.tls ?? {}),
    banner: 'petition mailbox',
    authOptional: true,
    disabledCommands: settings.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: settings.maxBytes,
    maxClients: MAX_CLIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: CLOSE_GRACE_MS,
    onRcptTo: ({ address }, session, callback) => {
      callback(refusalOfRecipient(address.toLowerCase(), session, isKnown));
    },
    onData: (stream, session, callback) => {
      takeData(deps, doors, stream, session).then(
        () => callback(null, '2.6.0 stored'),
        (error: unknown) => callback(toSmtpError(log, session, error)),
      );
    },
  });
  server.on('error', (error: unknown) => log.warn({ err: error }, 'mail connection failed'));
  const port = await listen(server, settings);
  return {
    port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusalOfRecipient(
  address: string,
  { envelope }: SMTPServerSession,
  isKnown: (address: string) => boolean,
): Error | null {
  if (!isKnown(address)) return new MailRefusal(550, '5.1.1 expected the address of a mailbox');
  const isFull = envelope.rcptTo.length >= MAX_RECIPIENTS;
  return isFull ? new MailRefusal(452, `4.5.3 expected at most ${MAX_RECIPIENTS} addresses`) : null;
}

async function takeData<Row extends MailboxPetition>(
  { settings, ownAddress, takeMail }: MailServerDeps<Row>,
  doors: ReadonlyMap<string, Door<Row>>,
  stream: SMTPServerDataStream,
  { id, envelope }: SMTPServerSession,
): Promise<void> {
  const source = await readAll(stream, settings.maxBytes);
  const addresses = new Set(envelope.rcptTo.map(({ address }) => address.toLowerCase()));
  const envelopeFrom = envelope.mailFrom ? envelope.mailFrom.address : '';
  if (envelopeFrom !== '' && ownAddress !== null && addresses.has(ownAddress))
    throw new MailRefusal(550, '5.1.1 this address takes no letters');
  const open = [...addresses].flatMap((address) => doors.get(address) ?? []);
  const mail = await readMail(source);
  await takeMail({ requestId: `mail-${id}`, source, mail, envelopeFrom, doors: open });
}

/** Reads to the end in any case, since the other side goes on sending. */
async function readAll(stream: SMTPServerDataStream, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>)
    if (!stream.sizeExceeded) chunks.push(chunk);
  if (stream.sizeExceeded)
    throw new MailRefusal(552, `5.3.4 expected a mail of at most ${maxBytes} bytes`);
  return Buffer.concat(chunks);
}

/** Our own faults are told as such, so that the other server keeps the mail and tries again. */
function toSmtpError(log: Logger, { id }: SMTPServerSession, error: unknown): Error {
  const requestId = `mail-${id}`;
  if (error instanceof MailRefusal) {
    log.info({ requestId, reply: error.responseCode, why: error.message }, 'mail refused');
    return error;
  }
  log.error({ requestId, err: error }, 'mail could not be stored');
  return new MailRefusal(451, '4.3.0 it could not be stored, try again later');
}

async function listen(server: SMTPServer, { port, host }: MailIn): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host ?? '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return (server.server.address() as AddressInfo).port;
}
