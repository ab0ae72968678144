import { describe, expect, it } from '@jest/globals';
import { createDistricts } from '../../../../subgraphs/districts/subgraph.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  historicalLetter,
  letterInput,
  LI,
  openMailbox,
  type MailboxWorld,
} from '../../kit/mailbox/mailbox-world.ts';

const SYSTEM = '{ district { code } url periods { url joinedAt joinedBy leftAt leftBy } }';
const JOIN = `mutation ($district: ID!, $url: String!) { joinDistrict(district: $district, url: $url) ${SYSTEM} }`;
const JOIN_WITH_KEY = `mutation ($url: String!, $key: String) {
  joinDistrict(district: "511602", url: $url, key: $key) { key } }`;
const LEAVE = `mutation ($district: ID!) { leaveDistrict(district: $district) ${SYSTEM} }`;
const LIST = '{ districtSystems { district { code name } url } }';
const URL_A = 'https://petitions.guanganqu.example/graphql';
const URL_B = 'http://10.20.30.40:8080/graphql';

const open = () => openMailbox(createDistricts, { schema: 'districts', prefix: 'district' });
const join = (world: MailboxWorld, url: string, actor = CITY_BUREAU, district = '511602') =>
  world.ask(actor, JOIN, { district, url });

describe('the registry of district systems', () => {
  it('names every district, those of former codes too, hosted until it joins', async () => {
    await using world = await open();
    await join(world, URL_A);
    const { data } = await world.ask(CITY_BUREAU, LIST);
    expect(data?.districtSystems).toHaveLength(6);
    expect(data?.districtSystems).toMatchObject([
      { district: { code: '511602', name: '广安区' }, url: URL_A },
      { district: { code: '511603' }, url: null },
      {},
      {},
      {},
      {},
    ]);
  });

  it('keeps who had a district join and leave, and when', async () => {
    await using world = await open();
    world.clock.set('2026-03-02T01:00:00Z');
    await join(world, URL_A);
    world.clock.set('2026-03-03T01:00:00Z');
    await join(world, URL_B);
    world.clock.set('2026-03-04T01:00:00Z');
    const { data } = await world.ask(actorOf('CITY_BUREAU', null, 'clerk-2'), LEAVE, {
      district: '511602',
    });
    expect(data?.leaveDistrict).toEqual({
      district: { code: '511602' },
      url: null,
      periods: [
        {
          url: URL_B,
          joinedAt: '2026-03-03T01:00:00.000Z',
          joinedBy: 'CITY_BUREAU-1',
          leftAt: '2026-03-04T01:00:00.000Z',
          leftBy: 'clerk-2',
        },
        {
          url: URL_A,
          joinedAt: '2026-03-02T01:00:00.000Z',
          joinedBy: 'CITY_BUREAU-1',
          leftAt: '2026-03-03T01:00:00.000Z',
          leftBy: 'CITY_BUREAU-1',
        },
      ],
    });
  });

  it('changes nothing where a district joins or leaves again', async () => {
    await using world = await open();
    await Promise.all([join(world, URL_A), join(world, URL_A), join(world, `${URL_A}#`)]);
    await world.ask(CITY_BUREAU, LEAVE, { district: '511602' });
    const { data } = await world.ask(CITY_BUREAU, LEAVE, { district: '511602' });
    expect(data?.leaveDistrict).toMatchObject({ url: null, periods: [{ url: URL_A }] });
  });

  it('takes web addresses without credentials, of districts the city has', async () => {
    await using world = await open();
    for (const url of ['ftp://a.example', 'https://user:secret@a.example/', 'graphql', '//a/b']) {
      const answer = await join(world, url);
      expect(answer.errors?.[0]).toMatchObject({
        message: expect.not.stringContaining('secret'),
        extensions: { code: 'BAD_USER_INPUT', argument: 'url' },
      });
    }
    const unknown = await join(world, URL_A, CITY_BUREAU, '511699');
    expect(unknown.errors?.[0]?.extensions).toMatchObject({ argument: 'district' });
  });

  it('is decided by the city bureau alone and seen by the city and the gateway', async () => {
    await using world = await open();
    const mailboxSystem = actorOf('SYSTEM', 'district');
    const gateway = actorOf('SYSTEM', null, 'gateway');
    for (const actor of [LI, actorOf('DISTRICT_BUREAU', 'district:511602'), gateway])
      expect(codesOf(await join(world, URL_A, actor))).toEqual(['FORBIDDEN']);
    for (const actor of [LI, mailboxSystem])
      expect(codesOf(await world.ask(actor, LIST))).toEqual(['FORBIDDEN']);
    for (const actor of [gateway, actorOf('CITY_OFFICE')])
      expect(codesOf(await world.ask(actor, LIST))).toEqual([]);
    expect(codesOf(await world.ask(null, LIST))).toEqual(['UNAUTHENTICATED']);
  });

  it('has the city take no letter for a district that has joined, until it leaves', async () => {
    await using world = await open();
    await join(world, URL_A);
    const submit = () =>
      world.ask(
        LI,
        `mutation ($letter: LetterInput!) {
          submitDistrictPetition(district: "511602", letter: $letter) { queryCode } }`,
        { letter: letterInput() },
      );
    const importing = await world.ask(
      CITY_BUREAU,
      `mutation ($letters: [HistoricalLetterInput!]!) {
        importDistrictPetitions(district: "511602", letters: $letters) { imported } }`,
      { letters: [historicalLetter()] },
    );
    expect(importing.errors?.[0]?.extensions).toEqual({
      code: 'PARTITION_UNAVAILABLE',
      partition: '511602',
    });
    expect(codesOf(await submit())).toEqual(['PARTITION_UNAVAILABLE']);
    await world.ask(CITY_BUREAU, LEAVE, { district: '511602' });
    expect(codesOf(await submit())).toEqual([]);
  });

  it('keeps the public key of a district, tells casework of it, and revokes it when told to', async () => {
    await using world = await open();
    const key = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'a'.repeat(43), kid: 'mine' });
    const joined = await world.ask(CITY_BUREAU, JOIN_WITH_KEY, { url: URL_A, key });
    const kept = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'a'.repeat(43) });
    expect(joined.data?.joinDistrict).toEqual({ key: kept });
    // Joining again without one leaves it as it is.
    await join(world, URL_B);
    const left = await world.ask(CITY_BUREAU, LEAVE, { district: '511602' });
    expect(left.errors).toBeUndefined();
    const messages =
      "select payload->>'key' as key from outbox where topic = 'district.key' order by id";
    expect(await world.read(messages)).toEqual([{ key: kept }]);
    const revoked = await world.ask(
      CITY_BUREAU,
      'mutation { leaveDistrict(district: "511602", revokesKey: true) { key } }',
    );
    expect(revoked.data?.leaveDistrict).toEqual({ key: null });
    expect(await world.read(messages)).toEqual([{ key: kept }, { key: null }]);
  });

  it.each([
    ['a private key', { kty: 'OKP', crv: 'Ed25519', x: 'a'.repeat(43), d: 'S3CRET' }],
    ['a key of another kind', { kty: 'EC', crv: 'P-256', x: 'a'.repeat(43), y: 'b' }],
    ['half a key', { kty: 'OKP', crv: 'Ed25519', x: 'short' }],
  ])('takes no %s, and repeats nothing of it', async (_what, key) => {
    await using world = await open();
    const answer = await world.ask(CITY_BUREAU, JOIN_WITH_KEY, {
      url: URL_A,
      key: JSON.stringify(key),
    });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(JSON.stringify(answer)).not.toContain('S3CRET');
    const { data } = await world.ask(CITY_BUREAU, LIST);
    expect(data?.districtSystems).toMatchObject([{ url: null }, {}, {}, {}, {}, {}]);
  });
});
