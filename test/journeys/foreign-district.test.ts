import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joinCity, leaveCity } from '../../clients/district-kit/join-command.ts';
import { checkStarted, unmetOf } from '../clients/district-kit/support/run-kit.ts';
import { runnableSamples } from '../clients/district-kit/support/samples.ts';
import type { Caller } from './support/caller.ts';
import { startCityHere, type CityHere } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { startForeignSystem, type ForeignSystem } from './support/foreign-system.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';
import { startPacedRequests, type PacedReport } from './support/paced-requests/paced-requests.ts';

const OWN = '511602';
const HOSTED = '511603';
const PER_SECOND = 200;
/** Requests before a change, and again after it: two seconds' worth. */
const AROUND = 2 * PER_SECOND;

const SUBMIT = `mutation ($district: ID!, $letter: LetterInput!) {
  submitDistrictPetition(district: $district, letter: $letter) { petition { id } } }`;
const READ = `{
  own: myDistrictPetitions(district: "${OWN}", first: 3) { edges { node { title } } }
  hosted: myDistrictPetitions(district: "${HOSTED}", first: 3) { edges { node { title } } } }`;
const LIST = '{ cases(first: 50) { edges { node { id petition { id title } } } } }';

interface Row {
  id: string;
  petition: { id: string; title: string | null };
}

describe.each(runnableSamples())('R13 a district with a system in $language', ({ command }) => {
  const resources = new AsyncDisposableStack();
  let city: CityHere;
  let bureau: Caller;
  let citizen: Caller;
  let system: ForeignSystem;
  let folder: string;
  let access: { GATEWAY_URL: string; DEV_ISSUER_URL: string };

  beforeAll(async () => {
    city = resources.use(await startCityHere({ RATE_ACTOR: 'off', RATE_ADDRESS: 'off' }));
    folder = await mkdtemp(join(tmpdir(), 'district-kit-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    bureau = await city.as('city-bureau');
    citizen = await city.as('citizen-li');
    const started = { command: command.split(' '), persona: 'district-guangan' };
    system = resources.use(await startForeignSystem(city, OWN, started));
    access = {
      GATEWAY_URL: `${city.stack.url('gateway')}/graphql`,
      DEV_ISSUER_URL: city.stack.url('dev-issuer'),
    };
  });
  afterAll(() => resources.disposeAsync());

  const join_ = () =>
    joinCity({
      command: 'join',
      code: OWN,
      url: system.url,
      keyFile: system.keyFile,
      report: null,
      folder,
      city: access,
    });

  async function joined(): Promise<number> {
    const response = await fetch(`${city.stack.url('gateway')}/health`);
    const { districtSystems } = (await response.json()) as { districtSystems: unknown[] };
    return districtSystems.length;
  }

  async function rows(count: number): Promise<Row[]> {
    const { data } = await eventually(async () => {
      const answer = await bureau.send(LIST);
      return answer.data.cases.edges.length === count && answer;
    });
    return data.cases.edges.map(({ node }: { node: Row }) => node);
  }

  it('does not join unchecked', async () => {
    await expect(join_()).rejects.toThrow('没有检查报告');
    expect(await joined()).toBe(0);
  });

  /** What came of 200 requests a second before, during and after a change. */
  async function requestsAround(change: () => Promise<unknown>): Promise<PacedReport> {
    const url = `${city.stack.url('gateway')}/graphql`;
    const token = await city.token('citizen-li');
    await using requests = startPacedRequests({ url, token, query: READ, perSecond: PER_SECOND });
    await requests.sends(AROUND);
    await change();
    await requests.sends(AROUND);
    return await requests.stop();
  }

  function expectNoneFailed({ sent, failed, examples }: PacedReport): void {
    expect({ failed, examples }).toEqual({ failed: 0, examples: [] });
    expect(sent).toBeGreaterThanOrEqual(2 * AROUND);
  }

  it('joins while 200 requests a second run, and none of them fails', async () => {
    expect(unmetOf(await checkStarted(command, { folder }))).toEqual([]);
    expectNoneFailed(
      await requestsAround(async () => {
        await join_();
        await eventually(async () => (await joined()) === 1);
      }),
    );
  });

  it('registers its letters by the key it joined with, and picks up what it is given', async () => {
    for (const district of [OWN, HOSTED]) await citizen.ask(SUBMIT, { district, letter: LETTER });
    const both = await rows(2);
    expect(both.map(({ petition }) => petition.title)).toEqual([LETTER.title, LETTER.title]);
    const id = await caseOf(bureau, (await submitToMayor(citizen)).petitionId);
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    const { issueReferral } = await bureau.ask(
      `mutation ($id: ID!) { issueReferral(caseId: $id, unit: "district:${OWN}") { assignment { id } } }`,
      { id },
    );
    await eventually(async () =>
      (await system.readData()).includes(issueReferral.assignment.id as string),
    );
  });

  it('killed it loses its own rows alone, each with path and reason, until it is back', async () => {
    await system.kill();
    const { data, errors } = await bureau.send(LIST);
    const shown: Row[] = data.cases.edges.map(({ node }: { node: Row }) => node);
    const titles = shown.map(({ petition }) => {
      const place = petition.id.slice(0, petition.id.lastIndexOf(':'));
      return `${place} ${String(petition.title)}`;
    });
    expect(titles.toSorted()).toEqual([
      `district:${OWN} null`,
      `district:${HOSTED} ${LETTER.title}`,
      `mayor ${LETTER.title}`,
    ]);
    const row = titles.indexOf(`district:${OWN} null`);
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['cases', 'edges', row, 'node', 'petition', 'title'],
        extensions: expect.objectContaining({
          code: 'PARTITION_UNAVAILABLE',
          partition: OWN,
          reason: expect.any(String),
        }),
      }),
    ]);
    await system.start();
    await eventually(async () => {
      const answer = await bureau.send(LIST);
      return !answer.errors;
    });
  });

  it('leaves while 200 requests a second run, and none of them fails', async () => {
    expectNoneFailed(
      await requestsAround(async () => {
        await leaveCity({ command: 'leave', code: OWN, revokesKey: false, city: access });
        await eventually(async () => (await joined()) === 0);
        // Nobody asks it any more.
        await system.kill();
      }),
    );
    // What it took stays with it, until it is taken over.
    const shown = await rows(3);
    const left = shown.filter(({ petition }) => petition.id.startsWith(`district:${OWN}:`));
    expect(left.map(({ petition }) => petition.title)).toEqual([null]);
  });

  it('may leave dead as well: the district answers again', async () => {
    await system.start();
    await join_();
    await eventually(async () => (await joined()) === 1);
    await system.kill();
    expect(await citizen.refusal(READ)).toMatchObject({
      path: ['own'],
      extensions: { code: 'PARTITION_UNAVAILABLE', partition: OWN },
    });
    await leaveCity({ command: 'leave', code: OWN, revokesKey: false, city: access });
    await eventually(async () => (await joined()) === 0);
    await citizen.ask(READ);
  });
});
