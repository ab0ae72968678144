import type DataLoader from 'dataloader';
import type { MailboxContext } from '../../kit/mailbox/petition.loaders.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { InterconnectResolvers, PeerResolvers } from '../generated/resolver-types.ts';
import type { PetitionRow } from '../petitions/petition.entity.ts';
import { lagSeconds, linkState, requireOverseer, type LinkReport } from './interconnect.rules.ts';

type Context = MailboxContext<PetitionRow>;

interface InterconnectDeps {
  reports: DataLoader<string, LinkReport>;
  clock: Clock;
}

export function createInterconnectResolvers({ reports, clock }: InterconnectDeps): {
  Peer: Pick<PeerResolvers<Context>, 'interconnect'>;
  Interconnect: InterconnectResolvers<Context>;
} {
  return {
    Peer: {
      interconnect: ({ code }, _args, { actor }) => {
        requireOverseer(actor);
        return reports.load(code);
      },
    },
    Interconnect: {
      state: linkState,
      lastContactAt: ({ link }) => link?.lastContactAt ?? null,
      lagSeconds: ({ link }) => lagSeconds(link, clock.now()),
      cursor: ({ link }) => link?.cursor ?? null,
      lastError: ({ link }) => link?.lastError ?? null,
      failures: ({ link }) => link?.failures ?? 0,
    },
  };
}
