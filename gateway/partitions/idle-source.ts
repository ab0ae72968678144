import type { SubgraphSource } from '../execution/fetch/subgraph-source.ts';

export interface IdleSource extends SubgraphSource {
  /** Closes once the last answer is there: a letter on its way to a system that leaves arrives. */
  close: () => Promise<void>;
}

export function closeWhenIdle(source: SubgraphSource & AsyncDisposable): IdleSource {
  const idle = Promise.withResolvers<undefined>();
  let underWay = 0;
  let isClosing = false;
  return {
    fetch: async (request) => {
      underWay += 1;
      try {
        return await source.fetch(request);
      } finally {
        underWay -= 1;
        if (isClosing && underWay === 0) idle.resolve(undefined);
      }
    },
    close: async () => {
      isClosing = true;
      if (underWay > 0) await idle.promise;
      await source[Symbol.asyncDispose]();
    },
  };
}
