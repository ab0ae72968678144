import type { MikroORM } from '@mikro-orm/postgresql';
import type { Vault } from '../secrecy/vault.ts';
import { createRelay } from '../outbox/relay.ts';
import { createActorSigner } from '../process/actor-signer.ts';
import { createCaseworkClient, type CaseworkClient } from './casework-client.ts';
import { NO_CHANNELS } from './channels/channel-settings.ts';
import { createSmsStatus } from './channels/sms/sms-status.ts';
import type { MailboxDeps } from './create-mailbox.ts';
import { MESSAGE_MUTATION, MESSAGE_TOPIC } from './messages/message-note.ts';
import { MODERATION_MUTATION, MODERATION_TOPIC } from './moderation/moderation-message.ts';
import { startFollowSent } from './notices/follow-sent.ts';
import { createNoticeBegin } from './notices/notice-begin.ts';
import { createNoticeDesk, type NoticeDesk } from './notices/notice-desk.ts';
import { createTakeOutcome, type TakeOutcome } from './notices/notice-outcome.ts';
import { openSenders } from './notices/open-senders.ts';
import { createReportNotice, REPORT_TOPIC } from './notices/report-notice.ts';
import { PUBLICATION_MUTATION, PUBLICATION_TOPIC } from './publications/public-version.commands.ts';
import { REGISTRATION_MUTATION, REGISTRATION_TOPIC } from './registration.ts';
import { createTellCasework, type Deliver } from './tell-casework.ts';

/** All that leaves a mailbox: letters and reports to casework, notices to petitioners. */
export interface PostOffice {
  casework: CaseworkClient;
  desk: NoticeDesk;
  takeOutcome: TakeOutcome;
  /** False where no notice can go out at all. */
  hasSenders: boolean;
  /** Says that something was committed. */
  wake: () => void;
}

interface Sender {
  /** Begin of the ids of its letters. */
  speaksAs: string;
  /** What it tells casework besides: mutations by topic; the payload holds their variables. */
  ownMutations?: Readonly<Record<string, string>>;
}

/** What every mailbox tells casework, by topic. */
const MUTATIONS = {
  [REGISTRATION_TOPIC]: REGISTRATION_MUTATION,
  [MODERATION_TOPIC]: MODERATION_MUTATION,
  [MESSAGE_TOPIC]: MESSAGE_MUTATION,
  [PUBLICATION_TOPIC]: PUBLICATION_MUTATION,
};

/** What it opens is closed with `resources`. */
export async function openPostOffice(
  { speaksAs, ownMutations = {} }: Sender,
  { orm, vault, resources }: { orm: MikroORM; vault: Vault; resources: AsyncDisposableStack },
  deps: MailboxDeps,
): Promise<PostOffice> {
  const { clock, log, profile, channels: settings = NO_CHANNELS } = deps;
  const { caseworkUrl, caseworkTimeoutMs: timeoutMs, relayClock = clock } = deps;
  const signActor = await createActorSigner(deps.signingKey);
  const casework = resources.use(
    createCaseworkClient({
      caseworkUrl,
      signActor,
      speaksAs,
      ...(timeoutMs !== undefined && { timeoutMs }),
    }),
  );
  const deliverers = new Map<string, Deliver>([
    [REPORT_TOPIC, createReportNotice(casework)],
    ...Object.entries({ ...MUTATIONS, ...ownMutations }).map(
      ([topic, mutation]) => [topic, createTellCasework(casework, mutation)] as const,
    ),
  ]);
  const topics = [...deliverers.keys()];
  const beginNotices = createNoticeBegin({ orm, casework });
  const deliver: Deliver = async (message, signal) => {
    if (message.topic === REGISTRATION_TOPIC && senders.media.size > 0) await beginNotices(signal);
    await deliverers.get(message.topic)?.(message, signal);
  };
  const reports = resources.use(createRelay({ orm, topics, deliver, clock: relayClock, log }));
  const wakeReports = reports.wake;
  const senders = resources.use(
    openSenders({ orm, settings, profile, vault, clock, relayClock, log, wakeReports }),
  );
  const takeOutcome = createTakeOutcome({ orm, clock, log, wakeReports });
  if (settings.sms?.isAsked) {
    const { ask } = resources.use(createSmsStatus({ provider: settings.sms, clock }));
    resources.use(startFollowSent({ orm, ask, takeOutcome, clock, log }));
  }
  return {
    casework,
    desk: createNoticeDesk({ profile, vault, media: senders.media }),
    takeOutcome,
    hasSenders: senders.media.size > 0,
    wake: () => {
      wakeReports();
      senders.wake();
    },
  };
}
