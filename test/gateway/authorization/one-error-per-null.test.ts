import { describe, expect, it } from '@jest/globals';
import { createGuardedGraph } from './guarded-graph.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@authenticated"])`;

const graph = createGuardedGraph(
  {
    papers: `${LINK}
      type Query { paper: Paper mine: String @authenticated }
      interface Paper { title: String code: String }
      type Order implements Paper { title: String @authenticated code: String! @authenticated }
    `,
  },
  { paper: { __typename: 'Order', title: 'T', code: 'c' } },
);

describe('one error for each null', () => {
  it('where an object never lacks what its interface may, its null has one error', async () => {
    const { data, errors } = await graph.ask('{ paper { title code } }');
    expect(data).toEqual({ paper: null });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(errors).toHaveLength(1);
  });

  it('what refuses the operation is told once, however often it is selected', async () => {
    const { errors } = await graph.ask('{ mine ...F ...F } fragment F on Query { mine }');
    expect(errors).toMatchObject([{ path: ['mine'] }]);
    expect(errors).toHaveLength(1);
  });
});
