import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FollowState, LetterEvent } from '../../../clients/portal/client/follow-letter.ts';
import {
  createPortalClient,
  type PortalClient,
} from '../../../clients/portal/client/portal-client.ts';
import { startCityHere, type CityHere } from '../../journeys/support/city.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import { runDocumented, type DocumentedExample } from '../support/documented-example.ts';
import { openCuttableProxy } from './cuttable-proxy.ts';
import { PATIENT_CITY } from './portal-world.ts';

let city: CityHere;
let citizen: PortalClient;
beforeAll(async () => {
  city = await startCityHere(PATIENT_CITY, [], ['casework']);
  const token = await city.token('citizen-li');
  citizen = createPortalClient({
    url: `${city.stack.url('gateway')}/graphql`,
    token: () => token,
  });
});
afterAll(async () => city[Symbol.asyncDispose]());

const LETTER = {
  type: 'COMPLAINT',
  title: '小区门口占道经营',
  content: '每天早上占用消防通道。',
  petitioner: { name: '李晓明', phone: '13800000000' },
} as const;

async function registered(queryCode: string) {
  const status = await eventually(() => citizen.status({ queryCode }));
  const bureau = await city.as('city-bureau');
  const { cases } = await bureau.ask(
    'query ($number: String!) { cases(filter: { registrationNumber: $number }) { edges { node { id } } } }',
    { number: status.registrationNumber },
  );
  return { bureau, id: cases.edges[0].node.id as string };
}

describe("the portal's client", () => {
  it('R3 names leaders with portfolios, districts and departments', async () => {
    const [leaders, districts, departments] = await Promise.all([
      citizen.leaders(),
      citizen.districts(),
      citizen.departments(),
    ]);
    expect(leaders[0]).toMatchObject({ title: '市长', portfolio: expect.any(Array) });
    expect(districts.map(({ name }) => name)).toContain('岳池县');
    expect(departments.length).toBeGreaterThan(10);
  });

  it('R16 sends a letter once however often it is tried with its key, to every kind of mailbox', async () => {
    const [leader] = await citizen.leaders();
    for (const recipient of [
      { kind: 'mayor' },
      { kind: 'leader', id: leader!.id },
      { kind: 'district', code: '511602' },
      { kind: 'department', code: 'housing' },
    ] as const) {
      const key = `portal-client-${recipient.kind}`;
      const tries = await Promise.all([
        citizen.submit(recipient, LETTER, key),
        citizen.submit(recipient, LETTER, key),
      ]);
      tries.push(await citizen.submit(recipient, LETTER, key));
      expect(new Set(tries.map(({ queryCode }) => queryCode)).size).toBe(1);
    }
  });

  it('R17 tells each event once and in order through a cut line', async () => {
    const { queryCode } = await citizen.submit({ kind: 'mayor' }, LETTER, 'portal-client-follow');
    const { bureau, id } = await registered(queryCode);
    await using line = await openCuttableProxy(city.stack.url('gateway'));
    const nobody = createPortalClient({ url: `${line.url}/graphql` });
    const events: LetterEvent[] = [];
    const states: FollowState[] = [];
    const following = nobody.follow(
      { queryCode },
      {
        onEvent: (event) => events.push(event),
        onState: (state) => states.push(state),
      },
    );
    await eventually(async () => states.includes('live'));
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    await eventually(async () => events.length === 2);

    line.cut();
    await eventually(async () => states.at(-1) === 'reconnecting');
    for (const unit of ['department:housing', 'department:transport', 'district:511621']) {
      await bureau.ask(
        'mutation ($id: ID!, $unit: ID!) { issueReferral(caseId: $id, unit: $unit) { assignment { id } } }',
        { id, unit },
      );
    }
    line.mend();
    await eventually(async () => events.length === 5);
    following.stop();
    expect(events.map(({ act }) => act)).toEqual([
      'CASE_REGISTERED',
      'CASE_ACCEPTED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_ISSUED',
    ]);
    expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(5);
    expect(following.cursor).toBe(events.at(-1)!.cursor);
  });

  it('says whether nothing came back, nobody is signed in, or what was given is refused', async () => {
    const anybody = createPortalClient({ url: `${city.stack.url('gateway')}/graphql` });
    const nowhere = createPortalClient({ url: 'http://127.0.0.1:1/graphql' });
    const mayor = { kind: 'mayor' } as const;
    await expect(nowhere.leaders()).rejects.toMatchObject({ kind: 'offline' });
    await expect(anybody.submit(mayor, LETTER, 'key')).rejects.toMatchObject({
      kind: 'signed-out',
      code: 'UNAUTHENTICATED',
    });
    await expect(citizen.submit(mayor, { ...LETTER, title: ' ' }, 'k2')).rejects.toMatchObject({
      kind: 'refused',
      argument: 'letter.title',
    });
    expect(await anybody.status({ queryCode: 'AAAA-AAAA-AAAA-AAAA' })).toBeNull();
  });

  it('R17 reads the letters of an account by their cases, as often as one likes', async () => {
    const { queryCode } = await citizen.submit({ kind: 'district', code: '511621' }, LETTER, 'own');
    const byCode = await eventually(() => citizen.status({ queryCode }));
    const { letters } = await citizen.account.letters(null);
    const own = letters.find(
      ({ case: held }) => held?.registrationNumber === byCode.registrationNumber,
    );
    const caseId = own!.case!.id;
    for (let times = 0; times < 12; times += 1)
      expect(await citizen.status({ caseId })).toEqual(byCode);
    const said = await citizen.messages({ caseId });
    await citizen.addMessage({ caseId }, said!.petition, '补充一句', 'own-message');
    expect((await citizen.messages({ caseId }))?.messages).toMatchObject([{ text: '补充一句' }]);
    const anybody = createPortalClient({ url: `${city.stack.url('gateway')}/graphql` });
    await expect(anybody.status({ caseId })).rejects.toMatchObject({ kind: 'signed-out' });
  });

  it('runs as its README shows, and so does the dashboard’s beside it', async () => {
    const places = {
      'http://127.0.0.1:4000': city.stack.url('gateway'),
      'http://127.0.0.1:4010': city.stack.url('dev-issuer'),
    };
    await using board = await runDocumented('clients/dashboard', places);
    await using portal = await runDocumented('clients/portal', places);
    const heard = (example: DocumentedExample, text: string) =>
      eventually(async () => example.said().includes(text) || null);
    await heard(board, '· LIVE');
    await heard(portal, '· live');
    expect(portal.said()).toMatch(/REGISTERED, next 正在决定是否受理。/);
    const code = /query code (\S+)/.exec(portal.said())?.[1] ?? '';
    const { bureau, id } = await registered(code);
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    await bureau.ask(
      'mutation ($id: ID!) { issueReferral(caseId: $id, unit: "district:511621") { assignment { id } } }',
      { id },
    );
    await heard(portal, 'ASSIGNMENT_ISSUED: ASSIGNED');
    await heard(board, '→ 岳池县');
    await heard(board, 'behind by ');
    expect(portal.said().match(/CASE_ACCEPTED/g)).toHaveLength(1);
    expect(await Promise.all([portal.interrupt(), board.interrupt()])).toEqual([0, 0]);
  });

  it('does not take a subgraph that is down for an unknown code', async () => {
    await city.stack.kill('casework');
    await expect(citizen.status({ queryCode: 'AAAA-AAAA-AAAA-AAAA' })).rejects.toMatchObject({
      kind: 'busy',
    });
    await city.stack.start('casework');
  });
});
