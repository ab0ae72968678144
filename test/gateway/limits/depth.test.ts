import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { depthLimit } from '../../../gateway/limits/depth.ts';

const schema = buildSchema(
  'type Query { node: Node nodes: [Node!]! } type Node { id: ID node: Node nodes: [Node] }',
);

function violations(query: string): unknown[] {
  return validate(schema, parse(query), [depthLimit(3)]).map(({ extensions }) => extensions);
}

describe('depth limit', () => {
  it('counts fields, whether they are lists or not', () => {
    expect(violations('{ node { nodes { id } } }')).toEqual([]);
    expect(violations('{ nodes { node { nodes { id } } } }')).toEqual([
      { code: 'LIMIT_EXCEEDED', limit: 'depth', maximum: 3, received: 4 },
    ]);
  });

  it('counts through fragments, which are no levels themselves', () => {
    const fragment = 'fragment F on Node { node { id } }';
    expect(violations(`${fragment} { node { ... on Node { ...F } } }`)).toEqual([]);
    expect(violations(`${fragment} { node { node { ...F } } }`)).toHaveLength(1);
  });

  it('does not hang on a cycle of fragments', () => {
    expect(violations('fragment F on Node { node { ...F } } { node { ...F } }')).toEqual([]);
  });

  it('lets the introspection query of tools pass', () => {
    expect(violations(getIntrospectionQuery())).toEqual([]);
  });
});
