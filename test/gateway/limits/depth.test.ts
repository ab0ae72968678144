import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { depthLimit } from '../../../gateway/limits/depth.ts';

function refusal(query: string): unknown {
  return depthLimit(3)(parse(query))?.extensions ?? null;
}

describe('depth limit', () => {
  it('counts fields, whether they are lists or not', () => {
    expect(refusal('{ node { nodes { id } } }')).toBeNull();
    expect(refusal('{ nodes { node { nodes { id } } } }')).toMatchObject({
      ...{ code: 'LIMIT_EXCEEDED', limit: 'depth', maximum: 3, received: 4 },
    });
  });

  it('counts through fragments, which are no levels themselves', () => {
    const fragment = 'fragment F on Node { node { id } }';
    expect(refusal(`${fragment} { node { ... on Node { ...F } } }`)).toBeNull();
    expect(refusal(`${fragment} { node { node { ...F } } }`)).not.toBeNull();
  });

  it('does not hang on a cycle of fragments', () => {
    expect(refusal('fragment F on Node { node { ...F } } { node { ...F } }')).toBeNull();
  });

  it('lets the introspection query of tools pass', () => {
    expect(refusal(getIntrospectionQuery())).toBeNull();
  });
});
