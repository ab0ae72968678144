import DataLoader from 'dataloader';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { MailboxContext } from '../../kit/mailbox/petition.loaders.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { InterconnectResolvers, PeerResolvers } from '../generated/resolver-types.ts';
import type { PetitionRow } from '../petitions/petition.entity.ts';
import { lagSeconds, linkState, requireOverseer, type LinkReport } from './interconnect.rules.ts';
import { readPeerLinks } from './peer-link.store.ts';
import { countRejected } from './rejected-matter.store.ts';
import { countWaiting } from './result-outbox.ts';

type Context = MailboxContext<PetitionRow>;

interface ReportDeps {
  orm: MikroORM;
  clock: Clock;
  /** Codes of the peers that are configured. */
  configured: readonly string[];
}

export function createInterconnectResolvers(deps: ReportDeps): {
  Peer: Pick<PeerResolvers<Context>, 'interconnect'>;
  Interconnect: InterconnectResolvers<Context>;
} {
  // Holds nothing between batches, so one serves all requests.
  const reports = new DataLoader<string, LinkReport>((codes) => readReports(deps, codes), {
    cache: false,
  });
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
      lagSeconds: ({ link }) => lagSeconds(link, deps.clock.now()),
      cursor: ({ link }) => link?.cursor ?? null,
      lastError: ({ link }) => link?.lastError ?? null,
      failures: ({ link }) => link?.failures ?? 0,
    },
  };
}

async function readReports(
  { orm, configured }: ReportDeps,
  codes: readonly string[],
): Promise<LinkReport[]> {
  const [links, waiting, rejected] = await Promise.all([
    readPeerLinks(orm, codes),
    countWaiting(orm, codes),
    countRejected(orm, codes),
  ]);
  const linkOf = new Map(links.map((link) => [link.peer, link]));
  return codes.map((code) => ({
    isConfigured: configured.includes(code),
    link: linkOf.get(code) ?? null,
    waitingResults: waiting.get(code) ?? 0,
    rejectedMatters: rejected.get(code) ?? 0,
  }));
}
