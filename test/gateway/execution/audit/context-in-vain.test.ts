import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

interface Lost {
  lang?: string;
  size?: { width: number };
}

/** A sign in the language of its house, as wide as the house allows. */
function houses(house: Lost | Error) {
  return composeGraph({
    guides: {
      sdl: `type Query { house: House }
        type House @key(fields: "id") @context(name: "house") {
          id: ID! lang: String @external size: Size @external room: Room
        }
        type Size @external { width: Int }
        type Room @key(fields: "id") {
          id: ID!
          sign(lang: String @fromContext(field: "$house { lang }")): String
          board(width: Int @fromContext(field: "$house { size { width } }")): String
        }`,
      resolvers: {
        Query: { house: () => ({ id: 'h', room: { id: 'r' } }) },
        Room: {
          sign: (_room: object, { lang }: { lang: string | null }) => `in ${lang}`,
          board: (_room: object, { width }: { width: number | null }) => `${width ?? null} wide`,
        },
      },
    },
    houses: {
      sdl: `type House @key(fields: "id") { id: ID! lang: String size: Size } type Size { width: Int }`,
      resolvers: { House: { __resolveReference: () => house } },
    },
  });
}

const QUERY = '{ house { room { id sign board } } }';

describe('a value from a context', () => {
  it('is told to who asks for it', async () => {
    const { data } = await houses({ lang: 'zh', size: { width: 3 } }).ask(QUERY);
    expect(data).toEqual({ house: { room: { id: 'r', sign: 'in zh', board: '3 wide' } } });
  });

  it('is null where it is', async () => {
    const { data, errors } = await houses({}).ask(QUERY);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ house: { room: { id: 'r', sign: 'in null', board: 'null wide' } } });
  });

  it('is not told to be null where it was lost: what needs it is null with the error', async () => {
    const { data, errors } = await houses(new Error('the archive burns')).ask(QUERY);
    expect(data).toEqual({ house: { room: { id: 'r', sign: null, board: null } } });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ['the archive burns', ['house', 'room', 'sign']],
      ['the archive burns', ['house', 'room', 'board']],
    ]);
  });
});
