import { describe, expect, it } from '@jest/globals';
import { until } from '../support/until.ts';
import { HOSTED, letters, openPartitions } from './partition-world.ts';

const TITLES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on DistrictPetition { title } } }`;

const title = (name: string) => ({ title: `letter district:${name}` });
const away = (partition: string, path: (string | number)[]) =>
  expect.objectContaining({
    path,
    extensions: { code: 'PARTITION_UNAVAILABLE', partition, reason: 'REFUSED' },
  });

describe('entities by value', () => {
  it('come each from its own district’s system, in the order in which they were asked for', async () => {
    await using world = await openPartitions();
    const names = ['511602:a', '511603:b', '511621:c', '511602:d', '511681:e', '511603:f'];
    const result = await world.fetch(TITLES, { representations: letters(...names) });
    expect(result).toEqual({ data: { _entities: names.map(title) }, errors: [] });
    expect(world.systems['511602'].calls).toHaveLength(2);
    expect(world.city.calls).toHaveLength(2);
  });

  it('of a dead system are null, each with an error at its place; all others answer', async () => {
    await using world = await openPartitions();
    await world.systems['511621'].stop();
    const representations = letters('511602:a', '511621:b', '511603:c', '511621:d');
    const ask = () => world.fetch(TITLES, { representations });
    expect(await ask()).toEqual({
      data: { _entities: [title('511602:a'), null, title('511603:c'), null] },
      errors: [away('511621', ['_entities', 1]), away('511621', ['_entities', 3])],
    });
    await world.systems['511621'].restart();
    expect((await ask()).errors).toEqual([]);
  });

  it('are null with their own error where the one system that was asked is dead', async () => {
    await using world = await openPartitions();
    await world.systems['511621'].stop();
    const result = await world.fetch(TITLES, { representations: letters('511621:a', '511621:b') });
    expect(result.data).toEqual({ _entities: [null, null] });
    expect(result.errors).toEqual([
      away('511621', ['_entities', 0]),
      away('511621', ['_entities', 1]),
    ]);
  });

  it('of no district of the city say so', async () => {
    await using world = await openPartitions();
    const { data, errors } = await world.fetch(TITLES, {
      representations: letters('999999:a', '511602:b'),
    });
    expect(data).toEqual({ _entities: [null, title('511602:b')] });
    expect(errors).toMatchObject([
      { path: ['_entities', 0], extensions: { code: 'PARTITION_UNKNOWN', partition: '999999' } },
    ]);
  });

  it('keep the errors of their system, at their place', async () => {
    await using world = await openPartitions();
    const { data, errors } = await world.fetch(TITLES, {
      representations: letters('511602:a', '511621:b', '511621:broken'),
    });
    expect(data?._entities).toEqual([title('511602:a'), title('511621:b'), null]);
    expect(errors).toMatchObject([
      { message: 'broken', path: ['_entities', 2], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('may be asked for in several lists of one request', async () => {
    await using world = await openPartitions();
    await world.systems['511681'].stop();
    const { data, errors } = await world.fetch(
      `query ($r0: [_Any!]!, $r1: [_Any!]!, $withKind: Boolean!) {
        _0: _entities(representations: $r0) { ...Title }
        _1: _entities(representations: $r1) { ... on DistrictPetition {
          petitioner { name kind @include(if: $withKind) } } } }
      fragment Title on DistrictPetition { title }`,
      {
        r0: letters('511602:a', '511681:b'),
        r1: letters('511681:b', '511621:c', '511602:a'),
        withKind: false,
      },
    );
    expect(data).toEqual({
      _0: [title('511602:a'), null],
      _1: [
        null,
        { petitioner: { name: 'writer 511621' } },
        { petitioner: { name: 'writer 511602' } },
      ],
    });
    expect(errors).toEqual([away('511681', ['_0', 1]), away('511681', ['_1', 0])]);
  });

  it('of the directory come from the city, whatever system the district has', async () => {
    await using world = await openPartitions();
    await world.systems['511602'].stop();
    const { data, errors } = await world.fetch(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on District { name } } }`,
      { r: [{ __typename: 'District', id: 'district:511602' }] },
    );
    expect({ data, errors }).toEqual({
      data: { _entities: [{ name: `district ${HOSTED}` }] },
      errors: [],
    });
  });

  it('may be none', async () => {
    await using world = await openPartitions();
    expect(await world.fetch(TITLES, { representations: [] })).toMatchObject({
      data: { _entities: [] },
    });
  });
});

describe('root fields by value', () => {
  it('go where their default says, whatever every object inherits under the variable’s name', async () => {
    await using world = await openPartitions();
    const result = await world.fetch(
      'query ($constructor: ID! = "511681") { myDistrictPetitions(district: $constructor) { pageInfo { endCursor } } }',
    );
    expect(result).toEqual({
      data: { myDistrictPetitions: { pageInfo: { endCursor: '511681' } } },
      errors: [],
    });
  });

  it('go where their argument says: a literal, a number, a variable, its default, an id', async () => {
    await using world = await openPartitions();
    const page = '{ pageInfo { endCursor } }';
    const { data, errors } = await world.fetch(
      `query ($a: ID!, $b: ID! = "511681", $id: ID!) {
        literal: myDistrictPetitions(district: "511602") ${page}
        number: myDistrictPetitions(district: 511602) ${page}
        variable: myDistrictPetitions(district: $a) ${page}
        byDefault: myDistrictPetitions(district: $b) ${page}
        hosted: myDistrictPetitions(district: "511603") ${page}
        ... on Query { letter: districtPetition(id: $id) { title } } }`,
      { a: '511621', id: 'district:511621:a' },
    );
    const from = (endCursor: string) => ({ pageInfo: { endCursor } });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      literal: from('511602'),
      number: from('511602'),
      variable: from('511621'),
      byDefault: from('511681'),
      hosted: from('511603'),
      letter: title('511621:a'),
    });
  });

  it('of a dead system and of no district are null, the others answer', async () => {
    await using world = await openPartitions();
    await world.systems['511602'].stop();
    const { data, errors } = await world.fetch(
      `{ dead: districtPetition(id: "district:511602:a") { title }
         lost: districtPetition(id: "district:1:a") { title }
         live: districtPetition(id: "district:511621:a") { title }
         none: districtPetition(id: "district:511681:a") @include(if: false) { title } }`,
    );
    expect(data).toEqual({ dead: null, lost: null, live: title('511621:a') });
    expect(errors).toContainEqual(away('511602', ['dead']));
    expect(errors).toContainEqual(
      expect.objectContaining({
        path: ['lost'],
        extensions: { code: 'PARTITION_UNKNOWN', partition: '1' },
      }),
    );
  });

  it('carry just their own fields, fragments and variables', async () => {
    await using world = await openPartitions();
    const { data, errors } = await world.fetch(
      `query Both($a: ID!, $b: ID!, $kind: Boolean! = true) {
        a: districtPetition(id: $a) { ...A }  b: districtPetition(id: $b) { ...B } }
      fragment A on DistrictPetition { petitioner { ...Name } }
      fragment B on DistrictPetition { title @include(if: $kind) }
      fragment Name on Petitioner { name }`,
      { a: 'district:511602:a', b: 'district:511621:b' },
    );
    expect({ data, errors }).toEqual({
      data: { a: { petitioner: { name: 'writer 511602' } }, b: title('511621:b') },
      errors: [],
    });
  });

  it('are away where a system refuses the gateway: a wrong clock there signs nobody out here', async () => {
    await using world = await openPartitions();
    // it takes tokens for 511602 only, which these are not
    world.endpoints.tried({
      ...world.state,
      '511602': null,
      '511621': world.systems['511602'].url,
    });
    const { data, errors } = await world.fetch(
      '{ a: districtPetition(id: "district:511621:a") { title } }',
    );
    expect(data).toEqual({ a: null });
    expect(errors).toMatchObject([
      { path: ['a'], extensions: { code: 'PARTITION_UNAVAILABLE', reason: 'BAD_RESPONSE' } },
    ]);
  });
});

describe('mutations by value', () => {
  const SUBMIT = `mutation ($letter: LetterInput!) {
    a: submitDistrictPetition(district: "511602", letter: $letter) { queryCode }
    b: submitDistrictPetition(district: "511621", letter: $letter) { queryCode }
    c: submitDistrictPetition(district: "511602", letter: $letter) { queryCode } }`;
  const letter = {
    type: 'HELP',
    title: '路灯不亮',
    content: '三个月',
    petitioner: { name: '李明' },
  };

  it('run in the order of the document', async () => {
    await using world = await openPartitions();
    const { data } = await world.fetch(SUBMIT, { letter });
    expect(data).toEqual({
      a: { queryCode: 'code-511602' },
      b: { queryCode: 'code-511621' },
      c: { queryCode: 'code-511602' },
    });
    expect(world.systems['511602'].letters.size).toBe(2);
    expect(world.systems['511621'].letters.size).toBe(1);
  });

  it('go on after one that a dead system could not take', async () => {
    await using world = await openPartitions();
    await world.systems['511621'].stop();
    const { data, errors } = await world.fetch(SUBMIT, { letter });
    expect(data).toMatchObject({ a: { queryCode: 'code-511602' }, b: null });
    expect(errors).toEqual([away('511621', ['b'])]);
    expect(world.systems['511602'].letters.size).toBe(2);
  });
});

describe('the table of endpoints', () => {
  it('has a request wait for the first look at the registry, and be away after a vain one', async () => {
    await using world = await openPartitions({ isDecided: false });
    const representations = letters('511602:a');
    const early = world.fetch(TITLES, { representations });
    world.endpoints.tried(null);
    expect(await early).toMatchObject({
      data: { _entities: [null] },
      errors: [{ extensions: { code: 'PARTITION_UNAVAILABLE', partition: '511602' } }],
    });
    world.endpoints.tried(world.state);
    expect((await world.fetch(TITLES, { representations })).errors).toEqual([]);
  });

  it('lets one system serve several districts, in one request', async () => {
    await using world = await openPartitions();
    const system = world.systems['511602'];
    system.letters.set('district:511622:b', { id: 'district:511622:b', title: 'kept' });
    world.endpoints.tried({ ...world.state, '511622': system.url });
    const { data, errors } = await world.fetch(TITLES, {
      representations: letters('511602:a', '511603:c', '511622:b'),
    });
    expect({ data, errors }).toEqual({
      data: { _entities: [title('511602:a'), title('511603:c'), { title: 'kept' }] },
      errors: [],
    });
  });

  it('does not keep the directory waiting', async () => {
    await using world = await openPartitions({ isDecided: false });
    const { data } = await world.fetch(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on District { code } } }',
      { r: [{ __typename: 'District', id: 'district:511602' }] },
    );
    expect(data).toEqual({ _entities: [{ code: HOSTED }] });
  });

  it('lets a letter arrive that is on its way to a system that leaves', async () => {
    await using world = await openPartitions();
    const representations = letters('511602:a');
    const underWay = world.fetch(TITLES, { representations });
    const [place] = world.endpoints.joined().filter(({ partitions }) => partitions[0] === '511602');
    world.endpoints.tried({ ...world.state, '511602': null });
    expect(world.endpoints.leaving()).toMatchObject([{ url: place?.url, partitions: ['511602'] }]);
    expect((await underWay).errors).toEqual([]);
    expect(world.systems['511602'].calls).toHaveLength(1);
    await until('it has left', () => world.endpoints.leaving().length === 0);
    await world.fetch(TITLES, { representations });
    expect(world.city.calls).toHaveLength(1);
  });
});
