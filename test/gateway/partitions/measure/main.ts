/**
 * What routing costs apart from the network: 100 representations over 10 partitions whose systems
 * answer at once. `node test/gateway/partitions/measure/main.ts`; not part of the tests.
 */
import { OperationTypeNode } from 'graphql';
import type { SubgraphSource } from '../../../../gateway/execution/fetch/subgraph-source.ts';
import { createEndpoints } from '../../../../gateway/partitions/endpoints.ts';
import { createPartitionedSource } from '../../../../gateway/partitions/partitioned-source.ts';
import { ANONYMOUS } from '../../../../schema/contract/actor.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';

const PARTITIONS = 10;
const ROUNDS = 20_000;
const QUERY = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on DistrictPetition { title } } }`;

const instant: SubgraphSource = {
  fetch: ({ variables }) =>
    Promise.resolve({
      data: {
        _entities: (variables.representations as { id: string }[]).map(({ id }) => ({ id })),
      },
      errors: [],
    }),
};
const endpoints = createEndpoints({
  open: () => ({ ...instant, [Symbol.asyncDispose]: () => Promise.resolve() }),
  log: createLog('measure', 'silent'),
});
const codes = Array.from({ length: PARTITIONS }, (_, index) => String(511_600 + index));
endpoints.tried(Object.fromEntries(codes.map((code) => [code, `http://${code}.invalid`])));
const routed = createPartitionedSource({
  rules: {
    subgraph: 'districts',
    entities: new Map([['DistrictPetition', 'id']]),
    rootFields: new Map(),
  },
  city: instant,
  endpoints,
});

async function measure(source: SubgraphSource, partitions: number): Promise<number> {
  const representations = Array.from({ length: 100 }, (_, index) => ({
    __typename: 'DistrictPetition',
    id: `district:${codes[index % partitions] ?? ''}:${String(index)}`,
  }));
  const run = (): Promise<unknown> =>
    source.fetch({
      query: QUERY,
      operationName: null,
      kind: OperationTypeNode.QUERY,
      variables: { representations },
      caller: { actor: ANONYMOUS, requestId: '' },
    });
  for (let round = 0; round < ROUNDS / 10; round += 1) await run();
  const startedAt = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) await run();
  return ((performance.now() - startedAt) * 1_000) / ROUNDS;
}

for (let round = 0; round < 5; round += 1) {
  const direct = await measure(instant, PARTITIONS);
  for (const partitions of [1, PARTITIONS]) {
    const cost = (await measure(routed, partitions)) - direct;
    process.stdout.write(
      `100 representations, ${String(partitions)} partitions: ${cost.toFixed(1)} µs\n`,
    );
  }
}
