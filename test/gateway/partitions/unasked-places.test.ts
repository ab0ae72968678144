import { describe, expect, it } from '@jest/globals';
import { openPartitions } from './partition-world.ts';

const title = (name: string) => ({ title: `letter district:${name}` });

describe('root fields by value', () => {
  it('that conditions leave out cost their district no request', async () => {
    await using world = await openPartitions();
    await world.systems['511602'].stop();
    const { data, errors } = await world.fetch(
      `query ($yes: Boolean! = true, $no: Boolean!) {
        a: districtPetition(id: "district:511602:a") @skip(if: $yes) { title }
        ... on Query @include(if: $no) { c: districtPetition(id: "district:1:c") { title } }
        b: districtPetition(id: "district:511621:b") @include(if: $yes) { title } }`,
      { no: false },
    );
    expect({ data, errors }).toEqual({ data: { b: title('511621:b') }, errors: [] });
    const alone = await world.fetch(
      `query ($no: Boolean!) {
        directory: districts @include(if: $no) { code }
        b: districtPetition(id: "district:511621:b") { title } }`,
      { no: false },
    );
    expect(alone).toEqual({ data: { b: title('511621:b') }, errors: [] });
    const none = await world.fetch(
      'query ($no: Boolean!) { a: districtPetition(id: "district:511602:a") @include(if: $no) { title } }',
      { no: false },
    );
    expect(none).toEqual({ data: {}, errors: [] });
  });

  it('cost the city no request for the name of the root', async () => {
    await using world = await openPartitions();
    await world.city.stop();
    const { data, errors } = await world.fetch(`{
      t: __typename
      a: districtPetition(id: "district:511602:a") { title }
      b: districtPetition(id: "district:511621:b") { title } }`);
    expect(data).toEqual({ a: title('511602:a'), b: title('511621:b') });
    expect(errors).toEqual([]);
  });
});
