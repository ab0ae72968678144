import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { followRegistry } from '../../../gateway/partitions/follow-registry.ts';
import { createRegistryFile } from '../../../gateway/partitions/registry-file.ts';
import { readAnswer, type RegistryState } from '../../../gateway/partitions/registry-state.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';

const log = createLog('test', 'silent');
const URL_A = 'http://a.example/graphql';

/** Follows a registry that says one thing after another, and gives what the gateway was told. */
async function follow(says: (RegistryState | null)[], path: string | null = null) {
  const told: unknown[] = [];
  const isOver = Promise.withResolvers<undefined>();
  const following = followRegistry({
    readRegistry: () => {
      if (says.length === 0) isOver.resolve(undefined);
      return Promise.resolve(says.shift() ?? null);
    },
    onTried: (state) => told.push(state),
    file: path === null ? null : createRegistryFile(path, log),
    pollMs: 1,
    log,
  });
  await isOver.promise;
  await following[Symbol.asyncDispose]();
  return told;
}

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'registry-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

describe('following the registry', () => {
  it('tells changes, and keeps the last state while it is away', async () => {
    const joined = { '511602': URL_A };
    const hosted = { '511602': null };
    expect(await follow([joined, joined, null, null, joined, hosted])).toEqual([joined, hosted]);
  });

  it('tells a vain first try, so that requests need not wait for ever', async () => {
    expect(await follow([null, { '511602': URL_A }])).toEqual([null, { '511602': URL_A }]);
  });

  it('starts from what was kept, unless the registry says otherwise', async () => {
    await using temporary = await folder();
    const path = join(temporary.path, 'state.json');
    const joined = { '511602': URL_A };
    await follow([joined], path);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(joined);
    expect(await follow([null, null], path)).toEqual([joined]);
    expect(await follow([{ '511602': null }], path)).toEqual([{ '511602': null }]);
  });

  it('starts without a file that is missing, broken or cannot be written', async () => {
    await using temporary = await folder();
    const broken = join(temporary.path, 'broken.json');
    await writeFile(broken, '{"511602": 5');
    expect(await follow([null], broken)).toEqual([null]);
    const nowhere = join(temporary.path, 'missing', 'state.json');
    expect(await follow([null, { '511602': null }], nowhere)).toEqual([null, { '511602': null }]);
  });

  it('reads nothing but an answer of the registry', () => {
    const row = (code: string, url: string | null) => ({ district: { code }, url });
    expect(readAnswer({ districtSystems: [row('2', null), row('1', URL_A)] })).toEqual({
      '1': URL_A,
      '2': null,
    });
    for (const wrong of [null, {}, { districtSystems: [row('1', 'no url')] }])
      expect(readAnswer(wrong)).toBeNull();
  });
});
