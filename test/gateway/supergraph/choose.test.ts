import { describe, expect, it } from '@jest/globals';
import { chooseComposition, type Wish } from '../../../gateway/supergraph/composition/choose.ts';
import { composeSubgraphs } from '../../../gateway/supergraph/composition/compose.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const item = (fields: string) => `${LINK} type Item @key(fields: "id") { id: ID! ${fields} }`;
const good = {
  items: `type Query { items: [Item!]! } ${item('name: String')}`,
  prices: item('price: Int'),
  stock: item('count: Int'),
};
type Name = keyof typeof good;

function wish(name: string, wanted: string | null, lastGood: string | null): Wish {
  return { name, url: `http://${name}.invalid`, wanted, lastGood };
}

function served(name: Name, wanted: string | null = good[name]): Wish {
  return wish(name, wanted, good[name]);
}

async function choose(wishes: Wish[]) {
  let compositions = 0;
  const choice = await chooseComposition(wishes, (parts) => {
    compositions += 1;
    return Promise.resolve(composeSubgraphs(parts));
  });
  if ('faults' in choice) return { ...choice, compositions };
  const held = [...choice.heldBack].map(([name, { code }]) => [name, code]);
  return { held, parts: choice.parts.map(({ name, sdl }) => [name, sdl]), compositions };
}

const others = [
  ['items', good.items],
  ['prices', good.prices],
  ['stock', good.stock],
];

describe('the choice of a composition', () => {
  it('makes every change where all compose, in one composition', async () => {
    const prices = item('price: Int! currency: String');
    expect(await choose([served('items'), served('prices', prices), served('stock')])).toEqual({
      held: [],
      parts: [
        ['items', good.items],
        ['prices', prices],
        ['stock', good.stock],
      ],
      compositions: 1,
    });
  });

  it('holds back the one change that breaks it and makes the others', async () => {
    const stock = item('count: Int shelf: String');
    const choice = await choose([
      served('items'),
      served('prices', item('price: Missing')),
      served('stock', stock),
    ]);
    expect(choice).toMatchObject({
      held: [['prices', 'INVALID_GRAPHQL']],
      parts: [
        ['items', good.items],
        ['prices', good.prices],
        ['stock', stock],
      ],
    });
  });

  it('holds back the newer of two changes that contradict each other', async () => {
    const older = item('price: Int tag: String');
    const newer = item('count: Int tag: Int');
    const choice = await choose([served('stock', newer), served('prices', older), served('items')]);
    expect(choice).toMatchObject({ held: [['stock', expect.any(String)]] });
    expect(choice).toHaveProperty('parts', [
      ['items', good.items],
      ['prices', older],
      ['stock', good.stock],
    ]);
  });

  it('makes two changes that need each other, though a third is broken', async () => {
    const items = `type Query { items: [Item!]! } ${LINK}
      type Item @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! name: String }`;
    const prices = `${LINK} type Item @key(fields: "sku") { sku: ID! price: Int }`;
    expect(
      await choose([
        served('prices', prices),
        served('items', items),
        served('stock', 'type Broken {'),
      ]),
    ).toMatchObject({
      held: [['stock', 'SDL_INVALID']],
      parts: [
        ['items', items],
        ['prices', prices],
        ['stock', good.stock],
      ],
    });
  });

  it('keeps on adding changes where more than two are broken', async () => {
    const wishes = [
      served('items'),
      served('prices', item('price: Missing')),
      served('stock', item('count: Missing')),
      wish('shops', 'type {', null),
      wish('extra', item('extra: Int'), null),
    ];
    const choice = await choose(wishes);
    expect(choice).toHaveProperty('parts', [['extra', item('extra: Int')], ...others]);
    expect(choice).toHaveProperty('held', [
      ['stock', 'INVALID_GRAPHQL'],
      ['prices', 'INVALID_GRAPHQL'],
      ['shops', 'SDL_INVALID'],
    ]);
  });

  it('does not remove what others cannot do without', async () => {
    const choice = await choose([served('items', null), served('prices'), served('stock')]);
    expect(choice).toMatchObject({ held: [['items', expect.any(String)]], parts: others });
  });

  it('starts without the one that is broken, and with nothing where that does not help', async () => {
    const fresh = (name: Name, sdl: string = good[name]) => wish(name, sdl, null);
    expect(await choose([fresh('items'), fresh('prices', 'type {'), fresh('stock')])).toMatchObject(
      {
        held: [['prices', 'SDL_INVALID']],
        parts: [
          ['items', good.items],
          ['stock', good.stock],
        ],
      },
    );
    expect(await choose([fresh('items', 'type {'), fresh('prices')])).toMatchObject({
      faults: [{ code: 'SDL_INVALID', subgraphs: ['items'] }],
    });
  });
});
