import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../journeys/support/eventually.ts';
import type { DistrictSystem } from './district-system.ts';
import {
  CODES,
  openCity,
  type Ask,
  type CaseView,
  type DistrictsCity,
  type Result,
} from './districts-city.ts';

const OWN = ['511602', '511621', '511681'];
const LETTER = {
  type: 'HELP',
  title: '路灯不亮',
  content: '三个月了',
  petitioner: { name: '李明' },
};
const SUBMIT = `mutation ($district: ID!, $letter: LetterInput!) {
  submitDistrictPetition(district: $district, letter: $letter) {
    queryCode petition { id title ... on DistrictPetition { district { name } } } } }`;
const JOIN = `mutation ($district: ID!, $url: String!) {
  joinDistrict(district: $district, url: $url) { url } }`;
const LEAVE = 'mutation ($district: ID!) { leaveDistrict(district: $district) { url } }';
const TITLE = 'query ($id: ID!) { districtPetition(id: $id) { title } }';

const letterOf = (code: string, name = 'a') => `district:${code}:${name}`;
const titleOf = (result: Result): unknown => result.data?.districtPetition?.title;

/** Joins and waits until this gateway has followed. */
async function join(ask: Ask, code: string, { url }: DistrictSystem): Promise<void> {
  const { errors } = await ask('CITY_BUREAU', JOIN, { district: code, url });
  expect(errors).toBeUndefined();
  await followed(ask, code);
}

const followed = (ask: Ask, code: string) =>
  eventually(async () => titleOf(await ask('CITIZEN', TITLE, { id: letterOf(code) })));

async function openWithSystems(petitionIds: readonly string[] = []) {
  const city = await openCity(petitionIds);
  const systems: Record<string, DistrictSystem> = {};
  for (const code of OWN) {
    systems[code] = await city.startSystem(code);
    await join(city.ask, code, systems[code]);
  }
  return { city, systems };
}

function systemOf(systems: Record<string, DistrictSystem>, code: string): DistrictSystem {
  const system = systems[code];
  if (!system) throw new Error(`no system of ${code}`);
  return system;
}

describe('a list of the letters of all districts', () => {
  const hundred = Array.from({ length: 100 }, (_, index) =>
    letterOf(CODES[index % CODES.length] ?? '', String(index)),
  );
  const LIST = `{ cases(first: 100) { edges { node {
    registrationNumber mailboxUnit { name } petition { id title petitioner { name } } } } } }`;
  const rowsOf = ({ data }: Result): CaseView[] =>
    (data?.cases?.edges ?? []).map(({ node }) => node);
  const own = hundred.flatMap((id, row) => (OWN.some((code) => id.includes(code)) ? [row] : []));

  it('loses just the rows of the one that is dead, and is whole again when it is back', async () => {
    const { city, systems } = await openWithSystems(hundred);
    await using _city = city;
    const list = () => city.ask('CITY_BUREAU', LIST);
    const before = rowsOf(await list());
    for (const row of own) expect(before[row]?.petition?.title).toBe(`letter ${hundred[row]}`);

    await systemOf(systems, '511621').stop();
    const broken = await list();
    const dead = hundred.flatMap((id, row) => (id.includes('511621') ? [row] : []));
    const rows = rowsOf(broken);
    expect(rows).toHaveLength(100);
    for (const row of own)
      expect(rows[row]).toEqual(
        dead.includes(row) ? { ...before[row], petition: null } : before[row],
      );
    // a district that is away still has its name
    expect(rows[dead[0] ?? 0]?.mailboxUnit?.name).toBe('岳池县');
    const errors = (broken.errors ?? []).filter(
      ({ extensions }) => extensions?.partition === '511621',
    );
    const errorRows = new Set(errors.map(({ path }) => path?.[2]));
    expect([...errorRows].sort()).toEqual([...dead].sort());
    for (const { path, extensions } of errors) {
      expect(path?.slice(0, 5)).toEqual(['cases', 'edges', path?.[2], 'node', 'petition']);
      expect(extensions?.code).toBe('PARTITION_UNAVAILABLE');
    }

    await systemOf(systems, '511621').restart();
    expect(rowsOf(await list())).toEqual(before);
  });

  it('keeps a petition whose nullable fields alone were asked for', async () => {
    const { city, systems } = await openWithSystems([letterOf('511602'), letterOf('511681')]);
    await using _city = city;
    await systemOf(systems, '511681').stop();
    const result = await city.ask(
      'CITY_BUREAU',
      '{ cases { edges { node { petition { id title } } } } }',
    );
    expect(rowsOf(result)).toEqual([
      { petition: { id: letterOf('511602'), title: `letter ${letterOf('511602')}` } },
      { petition: { id: letterOf('511681'), title: null } },
    ]);
    expect(result.errors).toMatchObject([
      {
        path: ['cases', 'edges', 1, 'node', 'petition', 'title'],
        extensions: { code: 'PARTITION_UNAVAILABLE', partition: '511681' },
      },
    ]);
  });
});

describe('root fields', () => {
  it('of one operation are answered by several systems, the city and nobody', async () => {
    const { city, systems } = await openWithSystems();
    await using _city = city;
    await systemOf(systems, '511602').stop();
    const { data, errors } = await city.ask(
      'CITIZEN',
      `query ($id: ID!) {
        dead: districtPetition(id: "district:511602:a") { title }
        live: districtPetition(id: $id) { title district { name } }
        mine: myDistrictPetitions(district: 511681) { pageInfo { endCursor } }
        hosted: myDistrictPetitions(district: "511622") { edges { cursor } }
        unknown: districtPetition(id: "district:999999:a") { title }
        directory: district(code: "511602") { name } }`,
      { id: letterOf('511621') },
    );
    expect(data).toEqual({
      dead: null,
      live: { title: `letter ${letterOf('511621')}`, district: { name: 'district 511621' } },
      mine: { pageInfo: { endCursor: '511681' } },
      hosted: { edges: [] },
      unknown: null,
      directory: { name: '广安区' },
    });
    const codes = new Map(
      (errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions?.code]),
    );
    expect([...codes].sort()).toEqual([
      ['dead', 'PARTITION_UNAVAILABLE'],
      ['unknown', 'PARTITION_UNKNOWN'],
    ]);
  });

  it('of a mutation reach the system of the district, with who asks', async () => {
    const { city, systems } = await openWithSystems();
    await using _city = city;
    const own = await city.ask('CITIZEN', SUBMIT, { district: '511621', letter: LETTER });
    expect(own.data?.submitDistrictPetition).toMatchObject({
      queryCode: 'code-511621',
      petition: { id: letterOf('511621', '0'), title: '路灯不亮' },
    });
    expect(systemOf(systems, '511621').calls.at(-1)).toMatchObject({
      actor: { role: 'CITIZEN', id: 'CITIZEN-1' },
    });
    const hosted = await city.ask('CITIZEN', SUBMIT, { district: '511622', letter: LETTER });
    expect(hosted.data?.submitDistrictPetition?.petition.district.name).toBe('武胜县');
    const unknown = await city.ask('CITIZEN', SUBMIT, { district: '511699', letter: LETTER });
    expect(unknown.errors).toMatchObject([
      {
        path: ['submitDistrictPetition'],
        extensions: { code: 'PARTITION_UNKNOWN', partition: '511699' },
      },
    ]);
  });
});

describe('every gateway follows the registry', () => {
  it('live: a district joins, moves and leaves without a restart', async () => {
    await using city = await openCity();
    await using second = await city.openGateway();
    const submitted = await city.ask('CITIZEN', SUBMIT, { district: '511623', letter: LETTER });
    const id = submitted.data?.submitDistrictPetition?.petition.id ?? '';
    const title = async (ask: Ask) => titleOf(await ask('CITIZEN', TITLE, { id }));
    expect(await title(second)).toBe('路灯不亮');

    const system = await city.startSystem('511623');
    await city.ask('CITY_BUREAU', JOIN, { district: '511623', url: system.url });
    for (const ask of [city.ask, second])
      await eventually(async () => (await title(ask)) === `letter ${id}`);

    const moved = await city.startSystem('511623');
    await city.ask('CITY_BUREAU', JOIN, { district: '511623', url: moved.url });
    await eventually(async () => {
      await title(second);
      return moved.calls.length > 0;
    });

    await city.ask('CITY_BUREAU', LEAVE, { district: '511623' });
    for (const ask of [city.ask, second])
      await eventually(async () => (await title(ask)) === '路灯不亮');
  });

  it('in its last state while the registry is away, also when it starts then', async () => {
    await using city = await openCity();
    const system = await city.startSystem('511602');
    await join(city.ask, '511602', system);
    // the gateway routes by a change first, and keeps it then
    await eventually(async () => (await city.keptState()).includes(system.url));
    await city.stopHosted();
    await using second = await city.openGateway();
    for (const ask of [city.ask, second]) {
      const result = await ask(
        'CITIZEN',
        `{ own: districtPetition(id: "district:511602:a") { title }
           hosted: districtPetition(id: "district:511622:a") { title }
           unknown: districtPetition(id: "district:1:a") { title } }`,
      );
      expect(result.data).toEqual({
        own: { title: `letter ${letterOf('511602')}` },
        hosted: null,
        unknown: null,
      });
      const codes = new Map(
        (result.errors ?? []).map(({ path, extensions }) => [path?.[0], extensions?.code]),
      );
      expect(codes.get('hosted')).toBe('PARTITION_UNAVAILABLE');
      expect(codes.get('unknown')).toBe('PARTITION_UNKNOWN');
    }
    await city.restartHosted();
    await city.ask('CITY_BUREAU', LEAVE, { district: '511602' });
    await eventually(async () => {
      const { data } = await second('CITIZEN', TITLE, { id: letterOf('511602') });
      return data?.districtPetition === null;
    });
  });

  it('and tells at /health which systems answer, by host alone', async () => {
    const { city, systems } = await openWithSystems();
    await using _city = city;
    await systemOf(systems, '511681').stop();
    const expected = OWN.map((code) => ({
      districts: [code],
      host: new URL(systemOf(systems, code).url).host,
      state: code === '511681' ? 'unreachable' : 'reachable',
    }));
    // one that answers late is told as one that is away
    await eventually(async () => {
      const states = await city.systemStates();
      const sorted = states.toSorted((one, two) => (one.districts < two.districts ? -1 : 1));
      return isDeepStrictEqual(sorted, expected);
    });
  });

  it('and a citizen sees nothing of it', async () => {
    await using city: DistrictsCity = await openCity();
    const { errors } = await city.ask('CITIZEN', '{ districtSystems { url } }');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const joined = await city.ask('CITIZEN', JOIN, { district: '511602', url: 'http://a.example' });
    expect(joined.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
