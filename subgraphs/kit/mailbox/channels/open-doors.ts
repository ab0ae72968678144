import { createServer } from 'node:http';
import type { MikroORM } from '@mikro-orm/postgresql';
import express from 'express';
import { listen } from '../../http/listen.ts';
import type { Logger } from '../../process/log.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Clock } from '../../time/clock.ts';
import type { KeepFile } from '../attachments/keep-file.ts';
import type { TakeOutcome } from '../notices/notice-outcome.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { TakeIn } from '../submit.commands.ts';
import type { ChannelSettings, MailFetch, Webhook } from './channel-settings.ts';
import type { Door } from './door.ts';
import { createFetchMails } from './mail/imap/fetch-mails.ts';
import { startMailFetcher } from './mail/imap/mail-fetcher.ts';
import { startMailServer } from './mail/mail-server.ts';
import { createSenderQuota } from './mail/sender-quota.ts';
import { createTakeMail, type TakeMail } from './mail/take-mail.ts';
import { createSmsRouter } from './sms/sms.router.ts';

interface DoorsDeps<Row extends MailboxPetition> {
  orm: MikroORM;
  settings: ChannelSettings;
  profile: Profile;
  doors: readonly Door<Row>[];
  takeIn: TakeIn<Row>;
  keepFile: KeepFile;
  takeOutcome: TakeOutcome;
  clock: Clock;
  log: Logger;
}

/** Where letters come in beside the portal; null where they do not. */
export interface OpenDoors extends AsyncDisposable {
  smtpPort: number | null;
  /** Base URL for the provider of text messages. */
  webhookUrl: string | null;
}

const MAILS_PER_HOUR = 20;

export async function openDoors<Row extends MailboxPetition>(
  deps: DoorsDeps<Row>,
): Promise<OpenDoors> {
  await using resources = new AsyncDisposableStack();
  const { mailIn, mailFetch = null, webhook, sms } = deps.settings;
  const takeMail = createTakeMail({
    ...deps,
    maxFiles: deps.profile.city.attachments.maxCount,
    quota: createSenderQuota(MAILS_PER_HOUR),
  });
  const mail = mailIn && resources.use(await openMail(deps, mailIn, takeMail));
  if (mailFetch) resources.use(fetchFrom(deps, mailFetch, takeMail));
  const hook = webhook && sms && (await openWebhook(deps, webhook, sms.key, resources));
  const held = resources.move();
  return {
    smtpPort: mail?.port ?? null,
    webhookUrl: hook,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function openMail<Row extends MailboxPetition>(
  deps: DoorsDeps<Row>,
  settings: NonNullable<ChannelSettings['mailIn']>,
  takeMail: TakeMail<Row>,
): ReturnType<typeof startMailServer> {
  return startMailServer<Row>({
    ...{ settings, takeMail, log: deps.log },
    doors: mailDoors(deps),
    ownAddress: deps.profile.city.channels.sender?.address ?? null,
  });
}

function fetchFrom<Row extends MailboxPetition>(
  deps: DoorsDeps<Row>,
  settings: MailFetch,
  takeMail: TakeMail<Row>,
): AsyncDisposable {
  const { orm, clock, log } = deps;
  const doors = mailDoors(deps);
  const fetchMails = createFetchMails({ orm, settings, doors, takeMail, clock, log });
  return startMailFetcher({ settings, fetchMails, log });
}

function mailDoors<Row extends MailboxPetition>({ doors }: DoorsDeps<Row>): Door<Row>[] {
  return doors.filter(({ medium }) => medium === 'EMAIL');
}

async function openWebhook<Row extends MailboxPetition>(
  deps: DoorsDeps<Row>,
  { port, host }: Webhook,
  key: Buffer,
  resources: AsyncDisposableStack,
): Promise<string> {
  const doors = deps.doors.filter(({ medium }) => medium === 'SMS');
  const app = express().disable('x-powered-by');
  app.use(createSmsRouter({ ...deps, key, doors }));
  const server = createServer(app);
  const url = await listen(server, port, host);
  resources.defer(
    () =>
      new Promise<void>((resolve) => {
        // a connection that is busy now must not stay once it is idle
        server.keepAliveTimeout = 1;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  );
  return url;
}
