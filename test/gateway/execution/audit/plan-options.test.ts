import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const SUBGRAPHS = ['a', 'b', 'c', 'd', 'e'];

/** The next thing may be asked for in any of the subgraphs, and so may the one after it. */
function everywhere() {
  let acted = 0;
  const first = {
    Query: { thing: () => ({ id: '1' }) },
    Mutation: {
      act: () => {
        acted += 1;
        return { id: '1' };
      },
    },
  };
  const definition = (name: string) => ({
    sdl: `${name === 'a' ? 'type Query { thing: Thing } type Mutation { act: Thing }' : ''}
      type Thing @key(fields: "id") { id: ID! next: Thing @shareable own_${name}: String }`,
    resolvers: {
      ...(name === 'a' ? first : {}),
      Thing: { next: ({ id }: { id: string }) => ({ id: `${id}1` }), [`own_${name}`]: () => name },
    },
  });
  const graph = composeGraph(Object.fromEntries(SUBGRAPHS.map((name) => [name, definition(name)])));
  return { graph, acts: () => acted };
}

const FEW = '{ thing { own_c } }';
const MANY = 'next { next { own_a own_b } }';
const REFUSED = { code: 'LIMIT_EXCEEDED', limit: 'planOptions', maximum: 20 };

describe('more ways to a field than the planner may weigh', () => {
  it('are refused by a code, each time, and nothing is asked', async () => {
    const { graph } = everywhere();
    for (let time = 0; time < 2; time += 1) {
      const { data, errors } = await graph.ask(`{ thing { ${MANY} } }`);
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([{ extensions: REFUSED }]);
    }
    expect(graph.requests).toEqual([]);
    expect(await graph.ask(FEW)).toEqual({ data: { thing: { own_c: 'c' } } });
  });

  it('are refused in a mutation before its first step', async () => {
    const { graph, acts } = everywhere();
    const { errors } = await graph.ask(`mutation { one: act { id } two: act { ${MANY} } }`);
    expect(errors).toMatchObject([{ extensions: REFUSED }]);
    expect(acts()).toBe(0);
    expect(await graph.ask('mutation { one: act { id } two: act { own_b } }')).toEqual({
      data: { one: { id: '1' }, two: { own_b: 'b' } },
    });
  });
});
