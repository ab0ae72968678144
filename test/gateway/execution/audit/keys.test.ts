import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const PLACE = 'place: Place! } type Place { x: ID! y: ID! z: ID! }';

describe('keys of which only some are resolved', () => {
  it('a subgraph is asked again by a key that it resolves', async () => {
    const stone = { id: '1', serial: 's1', place: { x: 'x', y: 'y', z: 'z' } };
    const graph = composeGraph({
      names: {
        sdl: `type Query { ready: Boolean }
          type Stone @key(fields: "id") @key(fields: "serial", resolvable: false)
            @key(fields: "place { x y }", resolvable: false)
            @key(fields: "id place { y z }", resolvable: false) { id: ID! serial: ID! name: String! ${PLACE}`,
        resolvers: {
          Stone: {
            __resolveReference: ({ id }: { id: string }) =>
              id === '1' ? { ...stone, name: 'jade' } : null,
          },
        },
      },
      walls: {
        sdl: `type Query { wall: Wall } type Wall { stones: [Stone!]! }
          type Stone @key(fields: "place { x y }", resolvable: false) @key(fields: "id place { y z }")
            @key(fields: "serial", resolvable: false) @key(fields: "id", resolvable: false) {
            id: ID! serial: ID! name: String! @external label: String! @requires(fields: "name") ${PLACE}`,
        resolvers: {
          Query: { wall: () => ({ stones: [stone] }) },
          Stone: {
            __resolveReference: (reference: { id?: string; name?: string }) =>
              reference.id === '1' ? { ...stone, name: reference.name } : null,
            label: ({ name }: { name: string }) => `in the wall: ${name}`,
          },
        },
      },
    });
    expect(await graph.ask('{ wall { stones { id name label } } }')).toEqual({
      data: { wall: { stones: [{ id: '1', name: 'jade', label: 'in the wall: jade' }] } },
    });
  });
});

describe('interface objects that cannot be resolved', () => {
  const graph = composeGraph({
    a: {
      sdl: `type Query { here: Thing food: Food }
        interface Thing @key(fields: "id") { id: ID! }
        type Food @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
      resolvers: {
        Query: { here: () => ({ id: 't' }), food: () => ({ id: 'f' }) },
        Thing: { __resolveType: () => 'Nothing' },
      },
    },
    b: {
      sdl: `type Query { there: Thing }
        type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID! size: String }
        interface Food @key(fields: "id") { id: ID! name: String }
        type Bread implements Food @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: { there: () => ({ id: 't', size: 'small' }) },
        Food: { __resolveReference: ({ id }: { id: string }) => ({ id, __typename: 'Bread' }) },
        Bread: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
      },
    },
  });

  it('answers what the interface object itself knows', async () => {
    expect(await graph.ask('{ there { id size } }')).toEqual({
      data: { there: { id: 't', size: 'small' } },
    });
    expect(await graph.ask('{ food { id } }')).toEqual({ data: { food: { id: 'f' } } });
  });

  it('finds the object type where it is asked for', async () => {
    expect(await graph.ask('{ food { ... on Bread { id } } }')).toEqual({
      data: { food: { id: 'f' } },
    });
  });

  it('says so where no subgraph can tell anything of what is asked', async () => {
    const { data, errors } = await graph.ask('{ here { size } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });

  it('says why an object without a known type is null', async () => {
    const { data, errors } = await graph.ask('{ here { id } }');
    expect(data).toEqual({ here: null });
    expect(errors).toHaveLength(1);
  });
});
