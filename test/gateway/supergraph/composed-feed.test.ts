import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { openComposedFeed } from '../../../gateway/supergraph/composed-feed.ts';
import { createComposer } from '../../../gateway/supergraph/composition/composer.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { replaceFile } from '../support/replace-file.ts';
import { until } from '../support/until.ts';
import { itemsVersion, pricesVersion } from '../support/shop.ts';

const log = createLog('gateway', 'silent');
const WORKER = new URL(
  '../../../gateway/supergraph/composition/compose-worker.ts',
  import.meta.url,
);
const DIES = "require('node:worker_threads').parentPort.once('message', () => process.exit(3))";
const CONFIG = `subgraphs:
  items: { routing_url: 'http://127.0.0.1:9/items', schema: { file: items.graphql } }
  prices: { routing_url: 'http://127.0.0.1:9/prices', schema: { file: prices.graphql } }
`;

/** The feed of two files; threads die as long as `isIll`. */
async function openShopFeed() {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'composed-feed-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const write = (name: string, text: string): Promise<void> =>
    replaceFile(join(folder, name), text);
  await write('supergraph.yaml', CONFIG);
  await write('items.graphql', itemsVersion().sdl);
  await write('prices.graphql', pricesVersion().sdl);
  const health = { isIll: false, deaths: 0 };
  const open = (): Worker => {
    if (!health.isIll) return new Worker(WORKER);
    health.deaths += 1;
    return new Worker(DIES, { eval: true });
  };
  const feed = resources.use(
    await openComposedFeed({
      configPath: join(folder, 'supergraph.yaml'),
      lastGoodFolder: null,
      composer: {
        compose: (subgraphs) =>
          // a fresh thread each time, so that its health is that of the moment
          useOnce(createComposer({ log, openWorker: open }), (once) => once.compose(subgraphs)),
      },
      pollHeaders: () => Promise.resolve({}),
      pollTimeoutMs: 30_000,
      log,
    }),
  );
  const held = resources.move();
  return { feed, write, health, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

async function useOnce<T extends AsyncDisposable, R>(
  resource: T,
  use: (resource: T) => Promise<R>,
): Promise<R> {
  await using held = resource;
  return await use(held);
}

/** What is handed over, one by one; what was asked for before may come first. */
function createReceiver(refuses: (supergraphSdl: string) => boolean = () => false) {
  const received: string[] = [];
  return {
    received,
    has: (text: string) =>
      until(text, () => received.some((supergraphSdl) => supergraphSdl.includes(text))),
    replace: (supergraphSdl: string): Promise<void> => {
      if (refuses(supergraphSdl)) return Promise.reject(new Error('not with me'));
      received.push(supergraphSdl);
      return Promise.resolve();
    },
  };
}

describe('the feed of a composed supergraph', () => {
  it('keeps what it has while the composition thread dies, and catches up afterwards', async () => {
    await using shop = await openShopFeed();
    const receiver = createReceiver();
    await using _started = shop.feed.start(receiver.replace);
    shop.health.isIll = true;
    await shop.write('prices.graphql', pricesVersion(1, 'first: Int').sdl);
    await until('a fault', () => shop.feed.status().fault !== null);
    expect(shop.feed.status().fault).toMatchObject({
      code: 'COMPOSITION_FAILED',
      message: 'the thread ended with code 3',
    });
    expect(shop.health.deaths).toBeGreaterThanOrEqual(2);
    expect(receiver.received).toEqual([]);
    shop.health.isIll = false;
    await shop.write('prices.graphql', pricesVersion(1, 'second: Int').sdl);
    await receiver.has('second: Int');
    await until('no fault', () => shop.feed.status().fault === null);
  });

  it('holds back what composes but cannot be served', async () => {
    await using shop = await openShopFeed();
    const receiver = createReceiver((supergraphSdl) => supergraphSdl.includes('bad: Int'));
    await using _started = shop.feed.start(receiver.replace);
    await shop.write('prices.graphql', pricesVersion(1, 'bad: Int').sdl);
    await until('a quarantine', () => shop.feed.status().quarantined.length > 0);
    expect(shop.feed.status().quarantined).toMatchObject([
      { subgraph: 'prices', code: 'SUPERGRAPH_REFUSED', message: 'not with me' },
    ]);
    await shop.write('items.graphql', `${itemsVersion().sdl} type More { id: ID }`);
    await receiver.has('type More');
    expect(receiver.received.join()).not.toContain('bad: Int');
  });
});
