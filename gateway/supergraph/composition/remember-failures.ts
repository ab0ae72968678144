import type { Composer } from './composer.ts';
import type { Composed, SubgraphSdl } from './composed.ts';

const MAX_KEPT = 64;

interface RememberingComposer extends Pick<Composer, 'compose'> {
  /** From now on these do not compose, since what they yield cannot be served. */
  refuse: (subgraphs: readonly SubgraphSdl[], error: Error) => void;
}

/** Without it, each change elsewhere would compose again what is known not to compose. */
export function rememberingFailures(composer: Pick<Composer, 'compose'>): RememberingComposer {
  const failures = new Map<string, Composed>();
  const remember = (subgraphs: readonly SubgraphSdl[], composed: Composed): Composed => {
    if (failures.size >= MAX_KEPT) failures.clear();
    if ('faults' in composed) failures.set(JSON.stringify(subgraphs), composed);
    return composed;
  };
  return {
    compose: async (subgraphs) =>
      failures.get(JSON.stringify(subgraphs)) ??
      remember(subgraphs, await composer.compose(subgraphs)),
    refuse: (subgraphs, { message }) => {
      remember(subgraphs, { faults: [{ code: 'SUPERGRAPH_REFUSED', message, subgraphs: [] }] });
    },
  };
}
