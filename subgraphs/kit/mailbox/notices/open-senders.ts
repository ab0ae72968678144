import type { MikroORM } from '@mikro-orm/postgresql';
import { createRelay, type Relay } from '../../outbox/relay.ts';
import type { Logger } from '../../process/log.ts';
import type { NoticeMedium } from '../../profile/notice-template.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Vault } from '../../secrecy/vault.ts';
import type { Clock } from '../../time/clock.ts';
import type { ChannelSettings } from '../channels/channel-settings.ts';
import { createMailSender } from '../channels/mail/mail-sender.ts';
import { createSmsSender } from '../channels/sms/sms-sender.ts';
import { SEND_TOPICS } from './notice.ts';
import { createSendNotice } from './send-notice.ts';
import type { Sender } from './sender.ts';

interface SendersDeps {
  orm: MikroORM;
  settings: ChannelSettings;
  profile: Profile;
  vault: Vault;
  clock: Clock;
  /** By which a notice is tried again. */
  relayClock: Clock;
  log: Logger;
  wakeReports: () => void;
}

/** Every way by which notices go out; each has a relay of its own. */
export interface Senders extends AsyncDisposable {
  media: ReadonlySet<NoticeMedium>;
  /** Says that notices were committed. */
  wake: () => void;
}

/** Longer than a mail server or provider may take. */
const LEASE_MS = 60_000;

export function openSenders(deps: SendersDeps): Senders {
  const resources = new AsyncDisposableStack();
  const relays = new Map<NoticeMedium, Relay>();
  const senders: [NoticeMedium, Sender | null][] = [
    ['EMAIL', mailSender(deps)],
    ['SMS', smsSender(deps)],
  ];
  for (const [medium, sender] of senders) {
    if (!sender) continue;
    resources.use(sender);
    const deliver = createSendNotice({ ...deps, sender });
    const topics = [SEND_TOPICS[medium]];
    const paced = { ...deps, clock: deps.relayClock, leaseMs: LEASE_MS };
    relays.set(medium, resources.use(createRelay({ ...paced, topics, deliver })));
  }
  return {
    media: new Set(relays.keys()),
    wake: () => {
      for (const relay of relays.values()) relay.wake();
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function mailSender({ settings, profile }: SendersDeps): Sender | null {
  const { sender: from } = profile.city.channels;
  return settings.mailOut && from ? createMailSender({ url: settings.mailOut.url, from }) : null;
}

function smsSender({ settings, profile, clock }: SendersDeps): Sender | null {
  const from = profile.city.channels.smsNumbers[0]?.number ?? null;
  return settings.sms && createSmsSender({ provider: settings.sms, from, clock });
}
