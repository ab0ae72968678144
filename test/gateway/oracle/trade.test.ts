import { describe, expect, it } from '@jest/globals';
import { OperationTypeNode, parse } from 'graphql';
import { oracleGraph } from './oracle-graph.ts';
import { expectNoDifference } from './rules.ts';
import { runTrial } from './trial.ts';

describe('@requires with arguments', () => {
  it('120 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('trade', 120));

  it('nothing is made of what was lost with another request than the object came by', async () => {
    const query = `query ($yes: Boolean!) {
      ... @include(if: $yes) { one: good(sku: "1") { x_Int: duty x_Int33: tax } }
      goods { x_Boolean: isCheap }
    }`;
    const difference = await runTrial({
      graph: oracleGraph('trade'),
      document: parse(query, { noLocation: true }),
      variables: { yes: true },
      kind: OperationTypeNode.QUERY,
      faults: 'requests',
      seed: '22 trade 340',
    });
    expect(difference).toBeNull();
  });
});
