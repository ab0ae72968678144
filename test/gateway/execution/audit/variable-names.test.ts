import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const LAMPS = [
  { id: 'a', pole: { id: 'p' } },
  { id: 'b', pole: { id: 'q' } },
];

function lamps() {
  return composeGraph({
    streets: {
      sdl: `type Query { lamps: [Lamp] }
        type Lamp @key(fields: "id") { id: ID! pole: Pole }
        type Pole @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { lamps: () => LAMPS } },
    },
    power: {
      sdl: `type Lamp @key(fields: "id") { id: ID! watts(times: Int = 1): Int }
        type Pole @key(fields: "id") { id: ID! volts(times: Int = 1): Int }`,
      resolvers: {
        Lamp: { watts: (_lamp: object, { times }: { times: number }) => 10 * times },
        Pole: { volts: (_pole: object, { times }: { times: number }) => 100 * times },
      },
    },
  });
}

describe('a variable that has the name of one of ours', () => {
  it.each(['representations', 'representations_0', 'representations_1', 'asked__representations'])(
    '$%s reaches the subgraph that takes entities',
    async (name) => {
      const query = `query ($${name}: Int, $representations_2: Int = 4) {
        lamps { watts(times: $${name}) pole { volts(times: $representations_2) } }
      }`;
      const graph = lamps();
      const { data, errors } = await graph.ask(query, { variables: { [name]: 3 } });
      const lamp = { watts: 30, pole: { volts: 400 } };
      expect({ data, errors }).toEqual({ data: { lamps: [lamp, lamp] }, errors: undefined });
      expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['streets', 'power']);
    },
  );

  it.each([
    [true, { watts: 10 }],
    [false, {}],
  ])('decides a condition: %s', async (representations, lamp) => {
    const query = `query ($representations: Boolean!) {
      lamps { id @skip(if: true) ... @include(if: $representations) { watts } }
    }`;
    const { data } = await lamps().ask(query, { variables: { representations } });
    expect(data).toEqual({ lamps: [lamp, lamp] });
  });

  it('is absent where it is absent, whatever every object inherits under its name', async () => {
    const graph = lamps();
    const { data } = await graph.ask(
      'query ($constructor: Int) { lamps { watts(times: $constructor) } }',
    );
    expect(data).toEqual({ lamps: [{ watts: 10 }, { watts: 10 }] });
  });

  it('is refused as __proto__, which no object holds', async () => {
    const query = 'query ($__proto__: Int) { lamps { watts(times: $__proto__) } }';
    const { errors } = await lamps().ask(query, {
      variables: JSON.parse('{"__proto__":3}') as Record<string, number>,
    });
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'GRAPHQL_VALIDATION_FAILED' }) as unknown,
      }),
    ]);
  });
});
