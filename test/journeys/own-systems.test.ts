import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { partitionAudience } from '../../schema/contract/actor.ts';
import { createActorSigner } from '../../subgraphs/kit/process/actor-signer.ts';
import type { Caller } from './support/caller.ts';
import { startCityHere, type CityHere } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { LETTER } from './support/letters.ts';
import {
  createDistrictKey,
  startOwnSystem,
  type DistrictKey,
  type OwnSystem,
} from './support/own-system.ts';

const OWN = ['511602', '511621', '511681'];
const HOSTED = ['511603', '511622'];
const CODES = [...OWN, ...HOSTED];
const DEAD = '511621';
const TOTAL = 100;

const SUBMIT = `mutation ($district: ID!, $letter: LetterInput!) {
  submitDistrictPetition(district: $district, letter: $letter) { petition { id } } }`;
const LIST = `{ cases(first: ${TOTAL}) { edges { node {
  mailboxUnit { name } petition { id title } } } } }`;

interface Row {
  mailboxUnit: { name: string };
  petition: { id: string; title: string | null } | null;
}

const codeOf = (row: Row | undefined): string | undefined => row?.petition?.id.split(':')[1];

let city: CityHere;
let bureau: Caller;
let citizen: Caller;
const keys = new Map<string, DistrictKey>();
const systems = new Map<string, OwnSystem>();
const resources = new AsyncDisposableStack();

beforeAll(async () => {
  for (const code of OWN) keys.set(code, await createDistrictKey(code));
  city = resources.use(
    await startCityHere(
      { PARTITION_POLL_MS: '50' },
      [...keys.values()].map(({ shown }) => shown),
    ),
  );
  bureau = await city.as('city-bureau');
  citizen = await city.as('citizen-li');
  await Promise.all(
    [...keys].map(async ([code, key]) => {
      const system = resources.use(await startOwnSystem(city, code, key));
      systems.set(code, system);
      await bureau.ask(
        'mutation ($code: ID!, $url: String!) { joinDistrict(district: $code, url: $url) { url } }',
        { code, url: system.url },
      );
    }),
  );
});
afterAll(async () => resources.disposeAsync());

async function joinedHosts(): Promise<string[]> {
  const response = await fetch(`${city.stack.url('gateway')}/health`);
  const { districtSystems } = (await response.json()) as { districtSystems: { host: string }[] };
  return districtSystems.map(({ host }) => host).sort();
}

async function listRows(): Promise<{ rows: Row[]; errors: { path?: (string | number)[] }[] }> {
  const { data, errors } = await bureau.send(LIST);
  const { edges } = (data as { cases: { edges: { node: Row }[] } }).cases;
  return { rows: edges.map(({ node }) => node), errors: errors ?? [] };
}

describe('three districts with systems of their own, real processes all', () => {
  it('answer one list together; a killed one loses its own rows alone, until it is back', async () => {
    await eventually(async () => (await joinedHosts()).length === OWN.length);
    for (let count = 0; count < TOTAL; count += CODES.length)
      await Promise.all(CODES.map((district) => citizen.ask(SUBMIT, { district, letter: LETTER })));
    const before = await eventually(async () => {
      const { rows, errors } = await listRows();
      return rows.length === TOTAL && errors.length === 0 && rows;
    });
    const counts = Object.groupBy(before, (row) => codeOf(row) ?? '');
    for (const code of CODES) expect(counts[code]).toHaveLength(TOTAL / CODES.length);

    await systems.get(DEAD)?.kill();
    const { rows, errors } = await listRows();
    const dead = before.flatMap((row, index) => (codeOf(row) === DEAD ? [index] : []));
    expect(rows).toEqual(
      before.map((row, index) => {
        if (!dead.includes(index)) return row;
        return { ...row, petition: row.petition && { ...row.petition, title: null } };
      }),
    );
    expect(errors).toHaveLength(dead.length);
    expect(errors).toEqual(
      expect.arrayContaining(
        dead.map((index) =>
          expect.objectContaining({
            path: ['cases', 'edges', index, 'node', 'petition', 'title'],
            extensions: expect.objectContaining({
              code: 'PARTITION_UNAVAILABLE',
              partition: DEAD,
            }),
          }),
        ),
      ),
    );

    await systems.get(DEAD)?.restart();
    const after = await eventually(async () => {
      const answer = await listRows();
      return answer.errors.length === 0 && answer;
    });
    expect(after.rows).toEqual(before);
  });

  it.each([
    ['for itself', [partitionAudience('511602')], null],
    ['for the city', undefined, 'UNAUTHENTICATED'],
    ['for another district', [partitionAudience('511621')], 'UNAUTHENTICATED'],
  ])('take a token meant %s or refuse it: %s', async (_whom, audience, refusal) => {
    const key = keys.get('511602');
    const sign = await createActorSigner(key?.secret ?? {});
    const unit = 'district:511602';
    const token = await sign({ role: 'SYSTEM', id: `mailbox:${unit}`, unit }, audience);
    const response = await fetch(systems.get('511602')?.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ district(code: "511602") { name } }' }),
    });
    const { errors = [] } = (await response.json()) as {
      errors?: { extensions: { code: string } }[];
    };
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(refusal ? [refusal] : []);
  });
});

describe('R17 after a letter to a district with a system of its own', () => {
  it('its files and messages are there, and nowhere in the city', async () => {
    const [district] = OWN;
    const { upload } = await citizen.ask(
      `mutation ($district: ID!, $file: AttachmentInput!) {
        upload: createDistrictAttachmentUpload(district: $district, file: $file) { id url } }`,
      { district, file: { fileName: '说明.txt', contentType: 'text/plain', bytes: 6 } },
    );
    const url = `${city.stack.url('gateway')}${upload.url}`;
    expect((await fetch(url, { method: 'PUT', body: '路灯' })).status).toBe(204);
    const { sent } = await citizen.ask(
      `mutation ($district: ID!, $letter: LetterInput!) {
        sent: submitDistrictPetition(district: $district, letter: $letter) {
          queryCode petition { id attachments { download { url } } } } }`,
      { district, letter: { ...LETTER, attachments: [upload.id] } },
    );
    const { petition, queryCode } = sent;
    const file = await fetch(`${city.stack.url('gateway')}${petition.attachments[0].download.url}`);
    expect(await file.text()).toBe('路灯');

    const nobody = await city.as(null);
    await nobody.ask(
      `mutation ($petition: ID!, $code: String!) {
        addDistrictPetitionMessage(petition: $petition, text: "在东门。", queryCode: $code) { id } }`,
      { petition: petition.id, code: queryCode },
    );
    const status = `query ($code: String!) { caseStatus(queryCode: $code) {
      petition { messages(queryCode: $code) { edges { node { text } } } } } }`;
    const told = await eventually(
      async () => (await nobody.ask(status, { code: queryCode })).caseStatus,
    );
    expect(told.petition.messages.edges).toEqual([{ node: { text: '在东门。' } }]);

    const database = new Client({ connectionString: city.stack.databaseUrl });
    await database.connect();
    const { rows } = await database.query(
      `select id from districts.attachment union all select id from districts.petition_message`,
    );
    await database.end();
    expect(rows).toEqual([]);
  });
});
