import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const RAW = '{"__proto__":{"a":[{"__proto__":1}]},"constructor":2,"__typename":"Lamp"}';

describe('a custom scalar that is an object', () => {
  it('keeps every key wherever its object stands', async () => {
    const graph = composeGraph({
      streets: {
        sdl: 'type Query { lamps: [Lamp] } type Lamp @key(fields: "id") { id: ID! }',
        resolvers: { Query: { lamps: () => [{ id: 'a' }, { id: 'a' }] } },
      },
      power: {
        sdl: 'scalar Raw type Lamp @key(fields: "id") { id: ID! raw: Raw }',
        resolvers: { Lamp: { raw: () => JSON.parse(RAW) as unknown } },
      },
    });
    const { data, errors } = await graph.ask('{ lamps { raw } }');
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toBe(`{"lamps":[{"raw":${RAW}},{"raw":${RAW}}]}`);
  });
});
