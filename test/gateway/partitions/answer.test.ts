import { describe, expect, it } from '@jest/globals';
import { OperationTypeNode } from 'graphql';
import type { SubgraphResult } from '../../../gateway/execution/fetch/subgraph-source.ts';
import { createEndpoints } from '../../../gateway/partitions/endpoints.ts';
import { createPartitionedSource } from '../../../gateway/partitions/partitioned-source.ts';
import { composeCity } from '../../../schema/build/compose.ts';
import { ANONYMOUS } from '../../../schema/contract/actor.ts';
import { readRoutingRules } from '../../../schema/partitions/routing-rules.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { letters } from './partition-world.ts';

const rules = readRoutingRules(composeCity().supergraphSdl)!;
const SIGN_IN = { message: 'sign in', extensions: { code: 'UNAUTHENTICATED' } };
const AWAY = {
  message: 'The system that serves 511602 does not answer; try again later.',
  extensions: { code: 'PARTITION_UNAVAILABLE', partition: '511602', reason: 'BAD_RESPONSE' },
};

/** The letters a and b of 511602, and c of the city between them where it is asked for too. */
function ask(names: readonly string[], answer: SubgraphResult): Promise<SubgraphResult> {
  const endpoints = createEndpoints({
    open: () => ({
      fetch: () => Promise.resolve(answer),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
    log: createLog('test', 'silent'),
  });
  endpoints.tried({ '511602': 'http://511602.invalid', '511603': null });
  const city = {
    fetch: () => Promise.resolve({ data: { _entities: [{ title: 'c' }] }, errors: [] }),
  };
  return createPartitionedSource({ rules, city, endpoints }).fetch({
    query: `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on DistrictPetition { title } } }`,
    operationName: null,
    kind: OperationTypeNode.QUERY,
    variables: { representations: letters(...names) },
    caller: { actor: ANONYMOUS, requestId: 'r1' },
  });
}

describe('the answer of a district’s system', () => {
  const a = { title: 'a' };

  it('that refuses beside data is away for each null, whatever it calls that', async () => {
    const refusal = { data: { _entities: [a, null] }, errors: [SIGN_IN] };
    expect(await ask(['511602:a', '511602:b'], refusal)).toEqual({
      data: { _entities: [a, null] },
      errors: [{ ...AWAY, path: ['_entities', 1] }],
    });
    expect(await ask(['511602:a', '511603:c', '511602:b'], refusal)).toEqual({
      data: { _entities: [a, { title: 'c' }, null] },
      errors: [{ ...AWAY, path: ['_entities', 2] }],
    });
  });

  it('tells nobody to sign in where it refuses and yet answers', async () => {
    const { errors } = await ask(['511602:a'], { data: { _entities: [a] }, errors: [SIGN_IN] });
    expect(errors).toEqual([AWAY]);
  });

  it('says nothing of the rows of another', async () => {
    const { data, errors } = await ask(['511602:a', '511603:c'], {
      data: { _entities: [null] },
      errors: [{ ...SIGN_IN, path: ['_entities', 1, 'title'] }],
    });
    expect(data).toEqual({ _entities: [null, { title: 'c' }] });
    expect(errors).toEqual([{ ...AWAY, path: ['_entities', 0] }]);
  });

  it('keeps its own words for what it was asked', async () => {
    const own = { ...SIGN_IN, path: ['_entities', 1] };
    const { errors } = await ask(['511602:a', '511603:c', '511602:b'], {
      data: { _entities: [null, null] },
      errors: [own, SIGN_IN],
    });
    expect(errors).toEqual([
      { ...own, path: ['_entities', 2] },
      { ...AWAY, path: ['_entities', 0] },
    ]);
  });
});
