import { describe, expect, it } from '@jest/globals';
import { createDistricts } from '../../../subgraphs/districts/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  historicalLetter,
  letterInput,
  LI,
  openMailbox,
  type Answer,
} from '../kit/mailbox/mailbox-world.ts';

const SUBMIT = `mutation ($district: ID!, $letter: LetterInput!) {
  submitDistrictPetition(district: $district, letter: $letter) {
    petition { __typename id ... on DistrictPetition { title district { id name } } }
  }
}`;
const IMPORT = `mutation ($district: ID!, $letters: [HistoricalLetterInput!]!) {
  importDistrictPetitions(district: $district, letters: $letters) {
    imported alreadyPresent rejected { sourceNumber reason }
  }
}`;
const BUREAU = actorOf('DISTRICT_BUREAU', 'district:511602');
const letter = letterInput();

function open(now?: string) {
  return openMailbox(createDistricts, {
    schema: 'districts',
    prefix: 'district',
    ...(now && { now }),
  });
}

function codes(answer: Answer): unknown {
  return (answer.data?.districts as { code: string }[]).map(({ code }) => code);
}

describe('the directory of districts', () => {
  it('has five units in 2011 and six since 前锋区 was split off in February 2013', async () => {
    await using districts = await open('2013-01-31T15:59:59Z');
    const five = ['511602', '511621', '511622', '511623', '511681'];
    expect(codes(await districts.ask(null, '{ districts { code } }'))).toEqual(five);
    expect(codes(await districts.ask(null, '{ districts(on: "2011-06-01") { code } }'))).toEqual(
      five,
    );
    districts.clock.set('2013-01-31T16:00:00Z');
    const six = ['511602', '511603', ...five.slice(1)];
    expect(codes(await districts.ask(null, '{ districts { code } }'))).toEqual(six);
  });

  it('R69 finds one by bare code and as an entity by id, with the link to its own mailbox', async () => {
    await using districts = await open();
    const { data } = await districts.ask(
      null,
      `{ district(code: "511602") { id name } unknown: district(code: "district:511602") { id }
         _entities(representations: [{ __typename: "District", id: "district:511603" }]) {
           ... on District { code validFrom mailboxUrl } } }`,
    );
    expect(data).toEqual({
      district: { id: 'district:511602', name: '广安区' },
      unknown: null,
      _entities: [
        {
          code: '511603',
          validFrom: '2013-02-01',
          mailboxUrl: 'https://qianfeng.guangan.example/mailbox',
        },
      ],
    });
  });
});

describe("a district's mailbox", () => {
  it('R50 stays with its district: id, owner and registration name it', async () => {
    await using districts = await open();
    const { data, errors } = await districts.ask(LI, SUBMIT, { district: '511602', letter });
    expect(errors).toBeUndefined();
    const { petition } = data?.submitDistrictPetition as {
      petition: { id: string };
    };
    expect(petition).toMatchObject({
      __typename: 'DistrictPetition',
      title: '路灯不亮',
      district: { id: 'district:511602', name: '广安区' },
    });
    expect(petition.id).toMatch(/^district:511602:[0-9a-f-]{36}$/);
    await districts.casework.calls.reached(1);
    expect(districts.casework.calls.items[0]).toMatchObject({
      actor: { role: 'SYSTEM', unit: 'district' },
      petition: { mailbox: 'DISTRICT', mailboxUnit: 'district:511602', petitionId: petition.id },
    });
  });

  it('refuses a code that is not valid yet, unknown or not bare, naming the argument', async () => {
    await using districts = await open('2013-01-31T15:59:59Z');
    for (const district of ['511603', '511699', 'district:511602']) {
      const answer = await districts.ask(LI, SUBMIT, { district, letter });
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'district',
      });
    }
    districts.clock.set('2013-01-31T16:00:00Z');
    expect(
      (await districts.ask(LI, SUBMIT, { district: '511603', letter })).errors,
    ).toBeUndefined();
  });

  it('R47 R65 is written to by citizens and its own bureau alone', async () => {
    await using districts = await open();
    const ask = async (actor: Parameters<typeof districts.ask>[0], district: string) =>
      codesOf(await districts.ask(actor, SUBMIT, { district, letter }));
    expect(await ask(BUREAU, '511602')).toEqual([]);
    expect(await ask(BUREAU, '511621')).toEqual(['FORBIDDEN']);
    expect(await ask(CITY_BUREAU, '511602')).toEqual(['FORBIDDEN']);
    expect(await ask(null, '511602')).toEqual(['UNAUTHENTICATED']);
  });

  it('lists own letters of one district', async () => {
    await using districts = await open();
    await districts.ask(LI, SUBMIT, { district: '511602', letter });
    await districts.ask(LI, SUBMIT, { district: '511621', letter });
    const { data } = await districts.ask(
      LI,
      '{ myDistrictPetitions(district: "511621") { edges { node { district { code } } } } }',
    );
    expect(data?.myDistrictPetitions).toEqual({
      edges: [{ node: { district: { code: '511621' } } }],
    });
  });

  it('knows a source number for each district, and rejects letters from before a district was', async () => {
    await using districts = await open();
    const letters = [
      historicalLetter({ sourceNumber: '1' }),
      historicalLetter({ sourceNumber: '2', submittedAt: '2012-05-01T08:00:00+08:00' }),
    ];
    const { data } = await districts.ask(CITY_BUREAU, IMPORT, { district: '511603', letters });
    expect(data?.importDistrictPetitions).toMatchObject({
      imported: 1,
      rejected: [{ sourceNumber: '2', reason: expect.stringContaining('district') }],
    });
    const other = await districts.ask(BUREAU, IMPORT, { district: '511602', letters });
    expect(other.data?.importDistrictPetitions).toMatchObject({
      imported: 2,
      alreadyPresent: 0,
    });
    expect(codesOf(await districts.ask(BUREAU, IMPORT, { district: '511603', letters }))).toEqual([
      'FORBIDDEN',
    ]);
  });
});
