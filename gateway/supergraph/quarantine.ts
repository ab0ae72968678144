import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { Fault } from './composition/composed.ts';
import type { Quarantined, SupergraphStatus } from './supergraph-feed.ts';

/** Remembers and logs what is held back, since when and why. */
export interface Quarantine {
  /** Those not named are well again. */
  update: (held: ReadonlyMap<string, Fault>, isServed: (subgraph: string) => boolean) => void;
  /** Null: the whole is well. */
  setFault: (fault: Fault | null) => void;
  status: () => SupergraphStatus;
}

export function createQuarantine(log: Logger): Quarantine {
  let quarantined = new Map<string, Quarantined>();
  let fault: SupergraphStatus['fault'] = null;
  return {
    update: (held, isServed) => {
      const next = new Map<string, Quarantined>();
      for (const [subgraph, { code, message }] of held) {
        const before = quarantined.get(subgraph);
        const since = before?.since ?? new Date().toISOString();
        const serving = isServed(subgraph) ? 'LAST_GOOD' : 'NOTHING';
        const entry: Quarantined = { subgraph, code, message, since, serving };
        next.set(subgraph, entry);
        if (before?.message !== message || before.serving !== serving)
          log.warn(entry, 'subgraph quarantined');
      }
      for (const [subgraph, { since }] of quarantined)
        if (!next.has(subgraph)) log.info({ subgraph, since }, 'subgraph out of quarantine');
      quarantined = next;
    },
    setFault: (next) => {
      if (next && next.message !== fault?.message)
        log.error(next, 'supergraph not brought up to date');
      if (!next && fault) log.info({ since: fault.since }, 'supergraph brought up to date again');
      fault = next && {
        code: next.code,
        message: next.message,
        since: fault?.since ?? new Date().toISOString(),
      };
    },
    status: () => ({ quarantined: [...quarantined.values()], fault }),
  };
}
