import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { checkSupergraph } from './composition/check.ts';
import type { Composer } from './composition/composer.ts';
import type { Composed } from './composition/composed.ts';
import { watchPath } from './feeds/watch-path.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { createQuarantine } from './quarantine.ts';
import { startRefreshLoop, type RefreshLoop } from './refresh-loop.ts';
import type { ReplaceSupergraph, SupergraphFeed } from './supergraph-feed.ts';

interface SupergraphFileDeps {
  path: string;
  /** Name → URL; null: those of the file. */
  urls: Readonly<Record<string, string>> | null;
  composer: Pick<Composer, 'check'>;
  log: Logger;
}

const RETRY_AFTER_MS = 10_000;

/**
 * A supergraph that was composed elsewhere, anew whenever its file changes.
 * @throws Error where it cannot be served to start with
 */
export async function openSupergraphFile(deps: SupergraphFileDeps): Promise<SupergraphFeed> {
  const { log } = deps;
  const read = (): Promise<string> => loadSupergraph(deps.path, deps.urls);
  const supergraphSdl = await read();
  assertServable(deps.path, { faults: checkSupergraph(supergraphSdl) });
  const quarantine = createQuarantine(log);
  let loop: RefreshLoop | null = null;
  const watching = watchPath(deps.path, () => loop?.request());
  let served = supergraphSdl;
  const refresh = async (replace: ReplaceSupergraph): Promise<void> => {
    const next = await read();
    if (next !== served) {
      assertServable(deps.path, await deps.composer.check(next));
      await replace(next);
      served = next;
      log.info('supergraph replaced');
    }
    quarantine.setFault(null);
  };
  return {
    supergraphSdl,
    status: quarantine.status,
    start: (replace) => {
      loop = startRefreshLoop({
        refresh: () => refresh(replace),
        onFailed: (error) => {
          const { message } = error as Error;
          quarantine.setFault({ code: 'SUPERGRAPH_INVALID', message });
        },
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

function assertServable(path: string, checked: Composed): void {
  if (!('faults' in checked) || checked.faults.length === 0) return;
  const lines = checked.faults.map(({ code, message }) => `  ${code}: ${message}`);
  throw new Error(`${path} cannot be served:\n${lines.join('\n')}`);
}
