import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { replaceFile } from '../support/replace-file.ts';
import { openSocket } from '../support/socket-client.ts';
import { startComposed } from '../support/start-composed.ts';
import { itemsVersion, pricesVersion, shopsVersion, stockVersion } from '../support/shop.ts';
import { startShopSubgraph } from '../support/shop-subgraph.ts';

async function startShop() {
  const resources = new AsyncDisposableStack();
  return {
    items: resources.use(await startShopSubgraph(itemsVersion())),
    prices: resources.use(await startShopSubgraph(pricesVersion())),
    stock: resources.use(await startShopSubgraph(stockVersion())),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

type Shop = Awaited<ReturnType<typeof startShop>>;

function polled({ items, prices, stock }: Shop) {
  return { items: { url: items.url }, prices: { url: prices.url }, stock: { url: stock.url } };
}

const QUERY = '{ items { id price count } }';
const ANSWER = {
  data: {
    items: [
      { id: '1', price: 10, count: 101 },
      { id: '2', price: 20, count: 102 },
    ],
  },
};

describe('a subgraph that brings a broken schema', () => {
  it('stays on its last good one, others move on, and it leaves quarantine by itself', async () => {
    await using shop = await startShop();
    await using gateway = await startComposed(polled(shop));
    expect(await gateway.ready()).toMatchObject({ status: 'ready', quarantined: [], fault: null });

    shop.prices.become({
      ...pricesVersion(),
      sdl: `${pricesVersion().sdl} type Query { a: Int }
      type Item @key(fields: "nothing")`.replace('type Item @key', 'extend type Item @key'),
    });
    const { quarantined } = await gateway.until((now) => now.quarantined.length > 0);
    expect(quarantined).toEqual([
      {
        subgraph: 'prices',
        code: 'KEY_INVALID_FIELDS',
        message: expect.stringContaining('nothing'),
        since: expect.stringMatching(/^\d{4}-.*Z$/),
        serving: 'LAST_GOOD',
      },
    ]);
    expect(await gateway.query(QUERY)).toEqual(ANSWER);

    const { schema } = await gateway.ready();
    shop.stock.become(stockVersion('shelf: String'));
    const moved = await gateway.until((now) => now.schema !== schema);
    expect(moved).toMatchObject({ status: 'degraded', quarantined });
    expect(await gateway.query('{ items { price shelf } }')).toEqual({
      data: {
        items: [
          { price: 10, shelf: 'A' },
          { price: 20, shelf: 'A' },
        ],
      },
    });

    shop.prices.become(pricesVersion(5, 'currency: String'));
    await gateway.until((now) => now.status === 'ready');
    expect(await gateway.query('{ items { price currency } }')).toMatchObject({
      data: { items: [{ price: 5 }, { price: 10 }] },
    });
  });
});

describe('a subgraph that cannot be asked for its schema', () => {
  it('is served by what it last said, and is well when it answers again', async () => {
    await using shop = await startShop();
    await using gateway = await startComposed(polled(shop));
    await shop.prices[Symbol.asyncDispose]();
    const { quarantined } = await gateway.until((now) => now.quarantined.length > 0);
    expect(quarantined).toMatchObject([
      { subgraph: 'prices', code: 'SUBGRAPH_UNREACHABLE', serving: 'LAST_GOOD' },
    ]);
    const answer = await gateway.query(QUERY);
    expect(answer.data).toMatchObject({ items: [{ price: null, count: 101 }, { count: 102 }] });
    await using again = await startShopSubgraph(pricesVersion(), shop.prices.port);
    await gateway.until((now) => now.status === 'ready');
    expect(await gateway.query(QUERY)).toEqual(ANSWER);
    expect(again.requests()).toBeGreaterThan(0);
  });

  it('is left out where it was never known, and joins when it answers', async () => {
    await using shop = await startShop();
    const { port } = shop.prices;
    await shop.prices[Symbol.asyncDispose]();
    await using gateway = await startComposed(polled(shop));
    expect((await gateway.ready()).quarantined).toMatchObject([
      { subgraph: 'prices', code: 'SUBGRAPH_UNREACHABLE', serving: 'NOTHING' },
    ]);
    expect(await gateway.query('{ items { count } }')).toMatchObject({ data: { items: [{}, {}] } });
    await using _again = await startShopSubgraph(pricesVersion(), port);
    await gateway.until((now) => now.status === 'ready');
    expect(await gateway.query(QUERY)).toEqual(ANSWER);
  });

  it('is served after a restart by what was kept, where a folder is given for it', async () => {
    await using folders = new AsyncDisposableStack();
    const lastGood = await mkdtemp(join(tmpdir(), 'last-good-'));
    folders.defer(() => rm(lastGood, { recursive: true }));
    await using shop = await startShop();
    const before = await startComposed(polled(shop), { lastGood });
    await before[Symbol.asyncDispose]();
    await shop.prices[Symbol.asyncDispose]();
    await using after = await startComposed(polled(shop), { lastGood });
    expect((await after.ready()).quarantined).toMatchObject([
      { subgraph: 'prices', serving: 'LAST_GOOD' },
    ]);
    expect((await after.query(QUERY)).data).toMatchObject({ items: [{ price: null }, {}] });
  });

  it('keeps the gateway from starting where nothing is left, and says why', async () => {
    const nobody = { items: { url: 'http://127.0.0.1:9/graphql' } };
    await expect(startComposed(nobody)).rejects.toThrow(
      /nothing to start with[^]*items SUBGRAPH_UNREACHABLE: Expected the SDL/,
    );
  });
});

describe('supergraph.yaml', () => {
  it('may name a further subgraph, whose types are served without a restart, and drop it again', async () => {
    await using shop = await startShop();
    await using shops = await startShopSubgraph(shopsVersion());
    await using gateway = await startComposed(polled(shop));
    const query = '{ shops { name best { id price } } }';
    expect(await gateway.query(query)).toHaveProperty('errors');
    const { schema } = await gateway.ready();
    await gateway.write({ ...polled(shop), shops: { url: shops.url } });
    await gateway.until((now) => now.schema !== schema);
    expect(await gateway.query(query)).toEqual({
      data: { shops: [{ name: 'Corner', best: { id: '2', price: 20 } }] },
    });
    await gateway.write(polled(shop));
    await gateway.until((now) => now.schema === schema);
    expect(await gateway.query(query)).toHaveProperty('errors');
    expect(await gateway.query(QUERY)).toEqual(ANSWER);
  });

  it('that is wrong changes nothing, and says where it is wrong', async () => {
    await using shop = await startShop();
    await using gateway = await startComposed(polled(shop));
    const path = join(gateway.folder, 'supergraph.yaml');
    await replaceFile(
      path,
      'subgraphs:\n  prices:\n    routing_url: nowhere\n    schema: { poll: true }\n',
    );
    const { fault } = await gateway.until((now) => now.fault !== null);
    expect(fault).toMatchObject({
      code: 'CONFIG_INVALID',
      message: `${path}: subgraphs.prices.routing_url: expected an http or https URL`,
    });
    expect(await gateway.query(QUERY)).toEqual(ANSWER);
    await gateway.write(polled(shop));
    await gateway.until((now) => now.status === 'ready');
  });

  it('cannot drop a subgraph that the others need', async () => {
    await using shop = await startShop();
    await using gateway = await startComposed(polled(shop));
    const { items: _items, ...rest } = polled(shop);
    await gateway.write(rest);
    const { quarantined } = await gateway.until((now) => now.quarantined.length > 0);
    expect(quarantined).toMatchObject([{ subgraph: 'items', serving: 'LAST_GOOD' }]);
    expect(await gateway.query(QUERY)).toEqual(ANSWER);
  });
});

describe('a subscription under way', () => {
  it('goes on across a swap, joined as it was asked for', async () => {
    await using shop = await startShop();
    await using gateway = await startComposed(polled(shop));
    await using socket = openSocket(gateway.url);
    const stream = socket.subscribe('subscription { itemAdded { id price count } }');
    const first = await stream.next();
    expect(first).toEqual({ data: { itemAdded: { id: '1', price: 10, count: 101 } } });
    const { schema } = await gateway.ready();
    shop.stock.become(stockVersion('shelf: String'));
    await gateway.until((now) => now.schema !== schema);
    const ids: number[] = [];
    while (ids.length < 30) {
      const { data } = await stream.next();
      const id = Number((data?.itemAdded as { id: string }).id);
      ids.push(id);
      expect(data?.itemAdded).toEqual({ id: String(id), price: id * 10, count: id + 100 });
    }
    expect(ids).toEqual(ids.map((_, index) => index + 2));
  });
});
