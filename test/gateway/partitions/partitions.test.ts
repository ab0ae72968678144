import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createPartitions } from '../../../gateway/partitions/partitions.ts';
import { composeCity } from '../../../schema/build/compose.ts';
import { readRoutingRules } from '../../../schema/partitions/routing-rules.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';

const KEPT = JSON.stringify({ '511602': 'http://own.invalid/graphql' });
const rules = readRoutingRules(composeCity().supergraphSdl);
const log = createLog('test', 'silent');

/** A gateway that kept the registry's state before it was started again. */
async function openKept() {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'partitions-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const statePath = join(folder, 'state.json');
  await writeFile(statePath, KEPT);
  const nobody = { data: null, errors: [], failure: 'REFUSED' as const };
  const partitions = resources.use(
    createPartitions({
      config: { pollMs: 1, statePath },
      openSource: () => ({
        fetch: () => Promise.resolve(nobody),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      }),
      signActor: null,
      log,
    }),
  );
  const held = resources.move();
  return { partitions, statePath, nobody, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

describe('a graph that is served without its districts for a while', () => {
  it('forgets nothing of their systems, also where the registry is away when they are back', async () => {
    await using kept = await openKept();
    const { partitions, statePath, nobody } = kept;
    const isAsked = Promise.withResolvers<undefined>();
    let looks = 0;
    let asks = 0;
    const fetch = () => {
      asks += 1;
      if (asks === 2) isAsked.resolve(undefined);
      return Promise.resolve(nobody);
    };
    const sources = {
      places: [],
      sourceOf: () => ({ fetch }),
      hold: () => ({ [Symbol.dispose]: () => undefined }),
    };
    await using following = partitions.follow(() => {
      looks += 1;
      return { routing: looks > 3 ? rules : null, sources };
    });
    await isAsked.promise;
    await following[Symbol.asyncDispose]();
    expect(partitions.placeOf('511602')).toMatchObject({ kind: 'own' });
    expect(await readFile(statePath, 'utf8')).toBe(KEPT);
  });
});
