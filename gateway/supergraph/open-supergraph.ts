import { ANONYMOUS } from '../../schema/contract/actor.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { SignActor } from '../../subgraphs/kit/process/actor-signer.ts';
import type { SupergraphConfig } from '../config.ts';
import { openComposedFeed } from './composed-feed.ts';
import { createComposer } from './composition/composer.ts';
import type { SupergraphFeed } from './supergraph-feed.ts';
import { openSupergraphFile } from './supergraph-file.ts';

interface OpenSupergraphDeps {
  config: SupergraphConfig;
  /** Null: subgraphs tell their SDL to anybody. */
  signActor: SignActor | null;
  /** For a subgraph to tell its SDL. */
  timeoutMs: number;
  log: Logger;
}

/** @throws Error where there is nothing to start with */
export async function openSupergraph(deps: OpenSupergraphDeps): Promise<SupergraphFeed> {
  const { config, signActor, timeoutMs, log } = deps;
  await using resources = new AsyncDisposableStack();
  const composer = resources.use(createComposer({ log }));
  const feed = resources.use(
    config.kind === 'composed'
      ? await openSupergraphFile({ ...config, composer, log })
      : await openComposedFeed({
          configPath: config.path,
          lastGoodFolder: config.lastGoodFolder,
          composer,
          pollHeaders: async () =>
            signActor ? { authorization: `Bearer ${await signActor(ANONYMOUS)}` } : {},
          pollTimeoutMs: timeoutMs,
          log,
        }),
  );
  const held = resources.move();
  return { ...feed, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
