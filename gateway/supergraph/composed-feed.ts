import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { readCompositionConfig, type SubgraphEntry } from './composition-config.ts';
import { chooseComposition, type Choice } from './composition/choose.ts';
import type { Composer } from './composition/composer.ts';
import type { CompositionFault, Fault, SubgraphSdl } from './composition/composed.ts';
import { rememberingFailures } from './composition/remember-failures.ts';
import { watchPath } from './feeds/watch-path.ts';
import { openLastGoodFiles, type LastGoodFiles } from './last-good-files.ts';
import { createQuarantine } from './quarantine.ts';
import { startRefreshLoop, type RefreshLoop } from './refresh-loop.ts';
import { createSubgraphFeeds } from './subgraph-feeds.ts';
import type { ReplaceSupergraph, SupergraphFeed } from './supergraph-feed.ts';
import { faultsOf, firstWishes, nextWishes } from './wishes.ts';

interface ComposedFeedDeps {
  /** supergraph.yaml */
  configPath: string;
  /** Null: a restart needs every subgraph's SDL anew. */
  lastGoodFolder: string | null;
  composer: Pick<Composer, 'compose'>;
  pollHeaders: () => Promise<Record<string, string>>;
  pollTimeoutMs: number;
  log: Logger;
}

const RETRY_AFTER_MS = 10_000;

/**
 * The supergraph composed here, from the subgraphs that supergraph.yaml names, anew whenever one
 * of them or the file changes. One that is broken or away is served by its last good SDL.
 * @throws Error where the file is wrong, or nothing can be composed to start with
 */
export async function openComposedFeed(deps: ComposedFeedDeps): Promise<SupergraphFeed> {
  await using resources = new AsyncDisposableStack();
  const { configPath, lastGoodFolder, pollHeaders, pollTimeoutMs, log } = deps;
  const files = lastGoodFolder === null ? null : openLastGoodFiles(lastGoodFolder);
  const quarantine = createQuarantine(log);
  const composer = rememberingFailures(deps.composer);
  let loop: RefreshLoop | null = null;
  const request = (): void => loop?.request();
  const feeds = resources.use(
    createSubgraphFeeds({ pollHeaders, pollTimeoutMs, onChange: request }),
  );
  resources.use(watchPath(configPath, request));

  const settle = async (choice: Choice, faults: ReadonlyMap<string, Fault>): Promise<void> => {
    const names = new Set(choice.parts.map(({ name }) => name));
    quarantine.update(new Map([...choice.heldBack, ...faults]), (name) => names.has(name));
    await keep(choice, files, log);
  };

  feeds.follow(await readCompositionConfig(configPath));
  const readings = await feeds.readings();
  const kept = (await files?.read()) ?? new Map<string, string>();
  const first = await chooseComposition(firstWishes(readings, kept), composer.compose);
  if ('faults' in first) throw nothingToStartWith(faultsOf(readings), first.faults);
  let served = first;
  await settle(first, faultsOf(readings));

  const refresh = async (replace: ReplaceSupergraph): Promise<void> => {
    const { entries, fault } = await tryConfig(configPath);
    if (entries) feeds.follow(entries);
    const now = await feeds.readings();
    const choice = await chooseComposition(nextWishes(now, served.parts), (parts) =>
      isSame(parts, served.parts) ? Promise.resolve(served) : composer.compose(parts),
    );
    if ('faults' in choice) throw new Error(inLines(choice.faults));
    if (!isSame(choice.parts, served.parts)) {
      try {
        await replace(choice.supergraphSdl);
      } catch (error) {
        composer.refuse(choice.parts, error as Error);
        return refresh(replace);
      }
      log.info({ changed: difference(choice.parts, served.parts) }, 'supergraph replaced');
    }
    served = choice;
    await settle(choice, faultsOf(now));
    quarantine.setFault(fault);
  };

  const held = resources.move();
  return {
    supergraphSdl: first.supergraphSdl,
    status: quarantine.status,
    start: (replace) => {
      loop = startRefreshLoop({
        refresh: () => refresh(replace),
        onFailed: (error) => {
          const { message } = error as Error;
          quarantine.setFault({ code: 'COMPOSITION_FAILED', message });
        },
        retryAfterMs: RETRY_AFTER_MS,
      });
      return loop;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function nothingToStartWith(
  faults: ReadonlyMap<string, Fault>,
  compositionFaults: readonly CompositionFault[],
): Error {
  const unread = [...faults].map(([name, fault]) => ({ ...fault, subgraphs: [name] }));
  const lines = inLines([...unread, ...compositionFaults]);
  return new Error(`There is nothing to start with, the subgraphs do not compose:\n${lines}`);
}

function inLines(faults: readonly CompositionFault[]): string {
  return faults
    .map(({ code, message, subgraphs }) => `  ${subgraphs.join(', ')} ${code}: ${message}`)
    .join('\n');
}

async function tryConfig(
  path: string,
): Promise<{ entries: SubgraphEntry[] | null; fault: Fault | null }> {
  try {
    return { entries: await readCompositionConfig(path), fault: null };
  } catch (error) {
    return { entries: null, fault: { code: 'CONFIG_INVALID', message: (error as Error).message } };
  }
}

async function keep({ parts }: Choice, files: LastGoodFiles | null, log: Logger): Promise<void> {
  try {
    await files?.write(new Map(parts.map(({ name, sdl }) => [name, sdl])));
  } catch (error) {
    log.error({ err: error }, 'the last good SDL could not be kept');
  }
}

function isSame(one: readonly SubgraphSdl[], other: readonly SubgraphSdl[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Names of those that came, went or changed. */
function difference(one: readonly SubgraphSdl[], other: readonly SubgraphSdl[]): string[] {
  const texts = new Set(other.map((part) => JSON.stringify(part)));
  const named = new Set(one.map(({ name }) => name));
  return [
    ...one.filter((part) => !texts.has(JSON.stringify(part))),
    ...other.filter(({ name }) => !named.has(name)),
  ].map(({ name }) => name);
}
