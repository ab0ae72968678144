import type { MikroORM } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { LinkReport } from './interconnect.rules.ts';
import { readPeerLinks } from './peer-link.store.ts';
import { countRejected } from './rejected-matter.store.ts';
import { countWaiting } from './result-outbox.ts';

interface ReportDeps {
  orm: MikroORM;
  /** Codes of the peers that are configured. */
  configured: readonly string[];
}

/** How the links stand, by code of the peer; it holds nothing between batches, so one serves all requests. */
export function createReportLoader(deps: ReportDeps): DataLoader<string, LinkReport> {
  return new DataLoader((codes) => readReports(deps, codes), { cache: false });
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
