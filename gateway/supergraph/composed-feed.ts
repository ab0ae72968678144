import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { readCompositionConfig, type SubgraphEntry } from './composition-config.ts';
import { chooseComposition, type Choice, type Wish } from './composition/choose.ts';
import type { Composer } from './composition/composer.ts';
import type { Composed, Fault, SubgraphSdl } from './composition/composed.ts';
import { watchPath } from './feeds/watch-path.ts';
import { openLastGoodFiles, type LastGoodFiles } from './last-good-files.ts';
import { createQuarantine } from './quarantine.ts';
import { startRefreshLoop, type RefreshLoop } from './refresh-loop.ts';
import { createSubgraphFeeds, type SubgraphReading } from './subgraph-feeds.ts';
import type { SupergraphFeed } from './supergraph-feed.ts';

interface ComposedFeedDeps {
  /** supergraph.yaml */
  configPath: string;
  /** Null: a restart needs every subgraph's SDL anew. */
  lastGoodFolder: string | null;
  composer: Composer;
  pollHeaders: () => Promise<Record<string, string>>;
  log: Logger;
}

const RETRY_AFTER_MS = 10_000;
const MAX_FAILURES_KEPT = 64;

/**
 * The supergraph composed here, from the subgraphs that supergraph.yaml names, anew whenever one
 * of them or the file changes. One that is broken or away is served by its last good SDL.
 * @throws Error where the file is wrong, or nothing can be composed to start with
 */
export async function openComposedFeed(deps: ComposedFeedDeps): Promise<SupergraphFeed> {
  await using resources = new AsyncDisposableStack();
  const { log } = deps;
  const files = deps.lastGoodFolder === null ? null : openLastGoodFiles(deps.lastGoodFolder);
  const quarantine = createQuarantine(log);
  let loop: RefreshLoop | null = null;
  const request = (): void => loop?.request();
  const feeds = resources.use(
    createSubgraphFeeds({ pollHeaders: deps.pollHeaders, onChange: request }),
  );
  resources.use(watchPath(deps.configPath, request));

  const compose = rememberingFailures(deps.composer);
  feeds.follow(await readCompositionConfig(deps.configPath));
  const first = await composeFirst(await feeds.readings(), files, compose.compose);
  let served = first.choice;
  const settle = (choice: Choice, faults: ReadonlyMap<string, Fault>): Promise<void> => {
    const names = new Set(choice.parts.map(({ name }) => name));
    quarantine.update(new Map([...choice.heldBack, ...faults]), (name) => names.has(name));
    return keep(choice, files, log);
  };
  await settle(first.choice, first.faults);

  const refresh = async (replace: (supergraphSdl: string) => void): Promise<void> => {
    const { entries, fault } = await tryConfig(deps.configPath);
    if (entries) feeds.follow(entries);
    const readings = await feeds.readings();
    const wishes = wishesFor(readings, served.parts);
    const choice = await chooseComposition(wishes, (parts) =>
      isSame(parts, served.parts)
        ? Promise.resolve({ supergraphSdl: served.supergraphSdl })
        : compose.compose(parts),
    );
    if ('faults' in choice) throw new Error(choice.faults.map(({ message }) => message).join('\n'));
    if (!isSame(choice.parts, served.parts)) {
      try {
        replace(choice.supergraphSdl);
      } catch (error) {
        // tried once more without it: the same choice is now known to fail
        compose.refuse(choice.parts, error as Error);
        return refresh(replace);
      }
    }
    served = choice;
    await settle(choice, faultsOf(readings));
    quarantine.setFault(fault);
  };

  const held = resources.move();
  return {
    supergraphSdl: served.supergraphSdl,
    status: quarantine.status,
    start: (replace) => {
      loop = startRefreshLoop({
        refresh: () => refresh(replace),
        onFailed: (error) => {
          const message = (error as Error).message;
          quarantine.setFault({ code: 'COMPOSITION_FAILED', message });
        },
        retryAfterMs: RETRY_AFTER_MS,
      });
      return loop;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function composeFirst(
  readings: readonly SubgraphReading[],
  files: LastGoodFiles | null,
  compose: Composer['compose'],
): Promise<{ choice: Choice; faults: Map<string, Fault> }> {
  const kept = (await files?.read()) ?? new Map<string, string>();
  const wishes = readings.map(({ name, url, sdl }): Wish => {
    const last = kept.get(name) ?? null;
    // what stands in for a subgraph that is away may be too old to fit: it must not be a condition
    return sdl === null
      ? { name, url, wanted: last, lastGood: null }
      : { name, url, wanted: sdl, lastGood: last };
  });
  const choice = await chooseComposition(wishes, compose);
  const faults = faultsOf(readings);
  if ('supergraphSdl' in choice) return { choice, faults };
  const lines = [...[...faults].map(([name, fault]) => ({ ...fault, subgraphs: [name] }))]
    .concat(choice.faults)
    .map(({ code, message, subgraphs }) => `  ${subgraphs.join(', ')} ${code}: ${message}`);
  throw new Error(
    `There is nothing to start with, the subgraphs do not compose:\n${lines.join('\n')}`,
  );
}

/** What the readings ask for, against what is served. */
function wishesFor(readings: readonly SubgraphReading[], served: readonly SubgraphSdl[]): Wish[] {
  const lastGood = new Map(served.map(({ name, sdl }) => [name, sdl]));
  const named = new Set(readings.map(({ name }) => name));
  const removed = served.filter(({ name }) => !named.has(name));
  return [
    ...removed.map(({ name, url, sdl }) => ({ name, url, wanted: null, lastGood: sdl })),
    ...readings.map(({ name, url, sdl }) => {
      const last = lastGood.get(name) ?? null;
      return { name, url, wanted: sdl ?? last, lastGood: last };
    }),
  ];
}

function faultsOf(readings: readonly SubgraphReading[]): Map<string, Fault> {
  return new Map(readings.flatMap(({ name, fault }) => (fault ? [[name, fault] as const] : [])));
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

/** Without it, each change elsewhere would compose again what is known not to compose. */
function rememberingFailures(composer: Composer): {
  compose: Composer['compose'];
  refuse: (parts: readonly SubgraphSdl[], error: Error) => void;
} {
  const failures = new Map<string, Composed>();
  const remember = (parts: readonly SubgraphSdl[], composed: Composed): Composed => {
    if (failures.size >= MAX_FAILURES_KEPT) failures.clear();
    if ('faults' in composed) failures.set(JSON.stringify(parts), composed);
    return composed;
  };
  return {
    compose: async (parts) =>
      failures.get(JSON.stringify(parts)) ?? remember(parts, await composer.compose(parts)),
    refuse: (parts, { message }) => {
      remember(parts, { faults: [{ code: 'SUPERGRAPH_REFUSED', message, subgraphs: [] }] });
    },
  };
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
