import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createTally } from '../../outbox/outbox-world.ts';

/** The mail server of the petitioners' side, over real SMTP. */
export interface PetitionersMail extends AsyncDisposable {
  url: string;
  /** What arrived, in order. */
  inbox: ReturnType<typeof createTally<ParsedMail>>;
  /** Answers each recipient with this SMTP status from now on; null takes all. */
  answerWith(status: number | null): void;
}

export async function startPetitionersMail(): Promise<PetitionersMail> {
  const inbox = createTally<ParsedMail>();
  let status: number | null = null;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onRcptTo: (_address, _session, callback) =>
      callback(
        status === null
          ? null
          : Object.assign(new Error('not this mailbox'), { responseCode: status }),
      ),
    onData: (stream, _session, callback) => {
      simpleParser(stream).then(
        (mail) => {
          inbox.add(mail);
          callback(null);
        },
        (error: unknown) => callback(error as Error),
      );
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    inbox,
    answerWith: (next) => {
      status = next;
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
