import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { ReadyMessage } from '../../../subgraphs/kit/process/run-process.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import { itemsVersion, pricesVersion } from '../support/shop.ts';
import { startShopSubgraph } from '../support/shop-subgraph.ts';
import { TEST_TRAFFIC } from '../support/test-settings.ts';

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, ['gateway/standalone/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      SUBGRAPH_TIMEOUT_MS: String(TEST_TRAFFIC.timeoutMs),
      ...env,
    },
  }) as ChildProcessByStdio<null, Readable, Readable>;
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = start(args, env);
  const [[code], output, errors] = await Promise.all([
    once(child, 'exit') as Promise<[number]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, output, errors };
}

async function startShop() {
  const resources = new AsyncDisposableStack();
  const items = resources.use(await startShopSubgraph(itemsVersion()));
  const prices = resources.use(await startShopSubgraph(pricesVersion()));
  const { supergraphSdl, errors } = composeServices([
    { name: 'items', url: items.url, typeDefs: parse(itemsVersion().sdl) },
    { name: 'prices', url: prices.url, typeDefs: parse(pricesVersion().sdl) },
  ]);
  if (errors) throw new AggregateError(errors);
  const folder = await mkdtemp(join(tmpdir(), 'standalone-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const path = join(folder, 'supergraph.graphql');
  await writeFile(path, supergraphSdl);
  return { items, prices, path, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

function ask(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ items { id price } }"}',
  }).then((response) => response.json());
}

const ANSWER = {
  data: {
    items: [
      { id: '1', price: 10 },
      { id: '2', price: 20 },
    ],
  },
};

describe('the gateway alone', () => {
  it('serves any supergraph with nothing but its file', async () => {
    await using shop = await startShop();
    const child = start(['--supergraph', shop.path, '--port', '0']);
    const [{ url }] = (await once(child, 'message')) as [ReadyMessage];
    expect(await ask(`${url}/graphql`, { authorization: 'Bearer of-another-kind' })).toEqual(
      ANSWER,
    );
    expect(shop.items.headers()).not.toHaveProperty('authorization');
    // a subgraph that answers late is told as one that is away
    await eventually(async () => (await fetch(`${url}/health`)).status === 200);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });

  it('serves under a path of choice and forwards the headers that are allowed', async () => {
    await using shop = await startShop();
    const allowed = ['--forward-header', 'Authorization', '--forward-header', 'x-tenant'];
    const child = start([
      '--supergraph',
      shop.path,
      '--port',
      '0',
      '--path',
      '/api/v1',
      ...allowed,
    ]);
    const [{ url }] = (await once(child, 'message')) as [ReadyMessage];
    const given = { authorization: 'Bearer mine', 'x-tenant': 'north', 'x-other': 'no' };
    expect(await ask(`${url}/api/v1`, given)).toEqual(ANSWER);
    for (const { headers } of [shop.items, shop.prices]) {
      expect(headers()).toMatchObject({ authorization: 'Bearer mine', 'x-tenant': 'north' });
      expect(headers()).not.toHaveProperty('x-other');
    }
    expect((await fetch(`${url}/graphql`)).status).toBe(404);
    expect(await (await fetch(`${url}/graphiql`)).text()).toContain('"/api/v1"');
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('tells how it is used', async () => {
    const { code, output } = await run(['--help']);
    expect(code).toBe(0);
    expect(output).toContain('--supergraph FILE');
  });

  it.each([
    [['--supergraf', 'x'], /Unknown option '--supergraf'/],
    [['x.graphql'], /Unexpected argument 'x.graphql'/],
    [[], /either --supergraph FILE or --config FILE/],
    [['--supergraph', 'x', '--config', 'y'], /either --supergraph FILE or --config FILE/],
    [['--supergraph', 'x', '--port', 'http'], /PORT/],
    [['--supergraph', 'x', '--path', '/health'], /--path: expected/],
    [['--supergraph', 'x', '--forward-header', 'Content-Length'], /content-length cannot be/],
    [['--supergraph', 'x', '--last-good', 'y'], /there is no --config/],
  ])('refuses %j', async (args, reason) => {
    const { code, errors } = await run(args);
    expect(code).toBe(2);
    expect(errors).toMatch(reason);
  });

  it('says which file it could not read', async () => {
    const { code, output } = await run(['--supergraph', '/nowhere/supergraph.graphql']);
    expect(code).toBe(1);
    expect(output).toContain('/nowhere/supergraph.graphql');
  });
});
