import { describe, expect, it } from '@jest/globals';
import { OperationTypeNode } from 'graphql';
import type { PlannedFetch } from '../../../../gateway/execution/schedule/compile-schedule.ts';
import { needsOf } from '../../../../gateway/execution/schedule/needs-of.ts';
import { waitingForRequired } from '../../../../gateway/execution/schedule/wait-for-required.ts';

/** Asks people for a field, and sends another of each. */
function fetchOf(
  id: number,
  needs: readonly number[],
  { sent, asked }: { sent: string; asked: string },
): PlannedFetch {
  return {
    id,
    needs,
    conditions: [],
    path: ['person'],
    walk: () => undefined,
    node: {
      kind: 'Fetch',
      serviceName: 'some',
      operationKind: OperationTypeNode.QUERY,
      operation: `{ _entities { ... on Person { ${asked} } } }`,
      requires: [
        {
          kind: 'InlineFragment',
          typeCondition: 'Person',
          selections: [{ kind: 'Field', name: sent }],
        },
      ],
      variableUsages: [],
    } as unknown as PlannedFetch['node'],
  };
}

function neededBy(asked: string, fetches: readonly PlannedFetch[]): string[] {
  const fetch = fetches.find(({ node }) => node.operation.includes(asked))!;
  const needed = [...needsOf(fetch, fetches)].map((id) => fetches[id]!.node.operation);
  return needed.map((operation) => /Person \{ (\w+)/.exec(operation)![1]!).sort();
}

describe('what is sent is asked for before', () => {
  it('and what came after that still waits for all that it waited for', () => {
    const fetches = waitingForRequired(
      [
        fetchOf(0, [], { sent: '__typename', asked: 'id' }),
        fetchOf(1, [0], { sent: 'wage', asked: 'tax' }),
        fetchOf(2, [1], { sent: 'tax', asked: 'bonus' }),
        fetchOf(3, [2], { sent: 'id', asked: 'wage' }),
        fetchOf(4, [3], { sent: 'id', asked: 'honour' }),
      ],
      null,
    );
    expect(neededBy('tax', fetches)).toEqual(['id', 'wage']);
    expect(neededBy('honour', fetches)).toEqual(['bonus', 'id', 'tax', 'wage']);
  });
});
