import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { watchPath } from './feeds/watch-path.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { createQuarantine } from './quarantine.ts';
import { startRefreshLoop, type RefreshLoop } from './refresh-loop.ts';
import type { SupergraphFeed } from './supergraph-feed.ts';

interface SupergraphFileDeps {
  path: string;
  /** Name → URL; null: those of the file. */
  urls: Readonly<Record<string, string>> | null;
  log: Logger;
}

const RETRY_AFTER_MS = 10_000;

/**
 * A supergraph that was composed elsewhere, anew whenever its file changes.
 * @throws Error where it cannot be read to start with
 */
export async function openSupergraphFile(deps: SupergraphFileDeps): Promise<SupergraphFeed> {
  const read = (): Promise<string> => loadSupergraph(deps.path, deps.urls);
  const supergraphSdl = await read();
  const quarantine = createQuarantine(deps.log);
  let loop: RefreshLoop | null = null;
  const watching = watchPath(deps.path, () => loop?.request());
  let last = supergraphSdl;
  const refresh = async (replace: (sdl: string) => void): Promise<void> => {
    try {
      const next = await read();
      if (next !== last) replace(next);
      last = next;
      quarantine.setFault(null);
    } catch (error) {
      quarantine.setFault({ code: 'SUPERGRAPH_INVALID', message: (error as Error).message });
    }
  };
  return {
    supergraphSdl,
    status: quarantine.status,
    start: (replace) => {
      loop = startRefreshLoop({
        refresh: () => refresh(replace),
        onFailed: (error) => deps.log.error({ err: error }, 'the supergraph could not be read'),
        retryAfterMs: RETRY_AFTER_MS,
      });
      return loop;
    },
    [Symbol.asyncDispose]: () => {
      watching[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}
