import { describe, expect, it } from '@jest/globals';
import { startComposed, type ComposedGateway } from '../support/start-composed.ts';
import { itemsVersion, pricesVersion, stockVersion } from '../support/shop.ts';
import { startShopSubgraph, type ShopSubgraph } from '../support/shop-subgraph.ts';

const QUERY = 'query ($tag: String) { items(tag: $tag) { id tag price count } }';

function answerTo(tag: string) {
  return {
    data: {
      items: [
        { id: '1', tag, price: 10, count: 101 },
        { id: '2', tag, price: 20, count: 102 },
      ],
    },
  };
}

function entriesOf(items: ShopSubgraph, prices: ShopSubgraph, stock: ShopSubgraph, more = '') {
  return {
    items: { url: items.url, sdl: itemsVersion().sdl },
    prices: { url: prices.url, sdl: pricesVersion(10, more).sdl },
    stock: { url: stock.url, sdl: stockVersion().sdl },
  };
}

/** Each file changes as in a deployment; resolves once the gateway serves by it. */
async function recompose(
  gateway: ComposedGateway,
  entries: ReturnType<typeof entriesOf>,
): Promise<void> {
  const { schema } = await gateway.ready();
  await gateway.write(entries);
  await gateway.until((now) => now.schema !== schema && now.quarantined.length === 0);
}

describe('recomposition while serving', () => {
  it('1,000 requests under way during 20 of them, one broken, all end well on their own', async () => {
    const gate = Promise.withResolvers<undefined>();
    await using items = await startShopSubgraph(itemsVersion(() => gate.promise));
    await using prices = await startShopSubgraph(pricesVersion());
    await using movedPrices = await startShopSubgraph(pricesVersion(-1, 'round19: Int'));
    await using stock = await startShopSubgraph(stockVersion());
    await using gateway = await startComposed(entriesOf(items, prices, stock));
    const underWay: ReturnType<typeof gateway.query>[] = [];
    for (let index = 0; index < 1_000; index += 1) {
      underWay.push(gateway.query(QUERY, { tag: `t${String(index)}` }));
      // more new connections at a time than a server holds ready are dropped or reset
      if (index % 100 === 99) await gateway.ready();
    }
    for (let round = 1; round < 20; round += 1) {
      if (round === 10) {
        await gateway.write(entriesOf(items, prices, stock, 'broken: Missing'));
        await gateway.until(({ quarantined }) => quarantined[0]?.subgraph === 'prices');
        continue;
      }
      await recompose(gateway, entriesOf(items, prices, stock, `round${String(round)}: Int`));
    }
    // the last one changes the address alone: of two files one may be read before the other is written
    await recompose(gateway, entriesOf(items, movedPrices, stock, 'round19: Int'));
    expect(prices.requests()).toBe(0);
    gate.resolve(undefined);
    const answers = await Promise.all(underWay);
    for (const [index, answer] of answers.entries())
      expect(answer).toEqual(answerTo(`t${String(index)}`));
    expect(prices.requests()).toBeGreaterThan(0);
    expect(movedPrices.requests()).toBe(0);
    expect(await gateway.query('{ items { price round19 } }')).toEqual({
      data: {
        items: [
          { price: -1, round19: null },
          { price: -2, round19: null },
        ],
      },
    });
  });

  it('requests that come all the while are all answered well, by the old or the new', async () => {
    await using items = await startShopSubgraph(itemsVersion());
    await using prices = await startShopSubgraph(pricesVersion());
    await using stock = await startShopSubgraph(stockVersion());
    await using gateway = await startComposed(entriesOf(items, prices, stock));
    let isOver = false;
    let answered = 0;
    const client = async (name: string): Promise<void> => {
      while (!isOver || answered < 1_000) {
        const tag = `${name}-${String(answered)}`;
        expect(await gateway.query(QUERY, { tag })).toEqual(answerTo(tag));
        answered += 1;
      }
    };
    const clients = Array.from({ length: 20 }, (_, index) => client(String(index)));
    for (let round = 1; round <= 20; round += 1) {
      if (round === 10) {
        await gateway.write(entriesOf(items, prices, stock, 'broken: Missing'));
        await gateway.until(({ quarantined }) => quarantined.length === 1);
      } else
        await recompose(gateway, entriesOf(items, prices, stock, `round${String(round)}: Int`));
    }
    isOver = true;
    await Promise.all(clients);
  });

  it('closes the connections of an address that is no longer used, after its last request', async () => {
    const gate = Promise.withResolvers<undefined>();
    await using items = await startShopSubgraph(itemsVersion());
    await using prices = await startShopSubgraph({
      ...pricesVersion(),
      resolvers: { Item: { price: ({ id }: { id: string }) => gate.promise.then(() => id) } },
    });
    await using movedPrices = await startShopSubgraph(pricesVersion());
    await using stock = await startShopSubgraph(stockVersion());
    await using gateway = await startComposed(entriesOf(items, prices, stock));
    const underWay = gateway.query('{ items { price } }');
    await prices.untilRequested(1);
    await recompose(gateway, entriesOf(items, movedPrices, stock));
    gate.resolve(undefined);
    expect(await underWay).toEqual({ data: { items: [{ price: 1 }, { price: 2 }] } });
    await prices.untilConnected(0);
  });
});
