import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadProfile } from '../../subgraphs/kit/profile/load-profile.ts';
import { profileFolder } from '../../subgraphs/kit/profile/profile-folder.ts';
import type { Result } from '../../subgraphs/national/interconnect/peer-contract.ts';
import { matter, startStubPeer, type StubPeer } from '../subgraphs/national/support/stub-peer.ts';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { eventually } from './support/eventually.ts';
import type { Officer } from './support/officer.ts';

const SHANDONG = '37';
const PROVINCE = 'district:370000';
const WANG = { name: '王小平', phone: '13900000037' };
const WORDS = {
  title: '反映父亲医疗补助未发放',
  content: '我父亲住只楚街道，去年的医疗补助至今没有发放，请求核实。',
};
const HANDED_OVER = matter('SD-2015-17', {
  upstreamChannel: 'letters',
  submittedAt: '2015-06-25T10:00:00+08:00',
  custody: [
    { bureau: '烟台市信访局', at: '2015-06-25T10:00:00+08:00' },
    { bureau: '山东省信访局', at: '2015-06-25T16:00:00+08:00' },
  ],
  letter: { ...WORDS, channel: 'LETTER', petitioner: WANG },
});

let city: DatedCity;
let bureau: Officer;
let shandong: Officer;
const stubs = new Map<string, StubPeer>();
const resources = new AsyncDisposableStack();
beforeAll(async () => {
  const { peers } = await loadProfile(profileFolder('national'));
  for (const { code } of peers) {
    const stub = resources.use(await startStubPeer());
    stub.figures = { received: 1_000, online: code < '30' ? 600 : 350 };
    stubs.set(code, stub);
  }
  const endpoints = Object.fromEntries([...stubs].map(([code, { endpoint }]) => [code, endpoint]));
  const settings = { endpoints, pollMs: 50, timeoutMs: 60_000 };
  city = resources.use(await openDatedCity('national', '2015-06-26 09:00', {}, settings));
  bureau = await city.as('city-bureau');
  shandong = await city.as('district-shandong');
});
afterAll(async () => resources.disposeAsync());

function stubOf(code: string): StubPeer {
  const stub = stubs.get(code);
  if (!stub) throw new Error(`expected a peer ${code}`);
  return stub;
}

function resultOf(code: string, act: Result['act']): Promise<Result> {
  return eventually(() => Promise.resolve(stubOf(code).results.find((each) => each.act === act)));
}

/** The case of a registration number, as the bureau finds it. */
async function caseOf(number: string | null): Promise<string> {
  const { cases } = await bureau.ask(
    `query ($number: String) { cases(filter: { registrationNumber: $number }) {
      edges { node { id } } } }`,
    { number },
  );
  return cases.edges[0].node.id as string;
}

const FLOW = `registrationNumber state isRepeat landedAt
  petition { channel petitioner { name } ... on NationalPetition {
    upstreamNumber peer { name } custodyAbove { bureau at }
  } }
  custodyChain { from { name } to { name } at }
  repeats { petition { channel } }`;

/** Of a connection that was open, or of a new one. */
const NOT_REACHED: unknown = expect.stringMatching(/^(ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/);

describe('the interconnect of the provinces, Friday 2015-06-26', () => {
  it('R29 R36 R38 R40 a letter comes down from Shandong with its custody, is handled and concluded; number, state and reply go up', async () => {
    stubOf(SHANDONG).matters.push(
      matter('SD-2013-1', { upstreamChannel: 'online', submittedAt: '2013-06-30T23:59:59+08:00' }),
      HANDED_OVER,
    );
    expect((await resultOf(SHANDONG, 'REJECTED')).rejection?.field).toBe('submittedAt');
    const registered = await resultOf(SHANDONG, 'REGISTERED');
    expect(registered).toMatchObject({ number: 'SD-2015-17', repeatOf: null, replies: [] });
    const caseId = await caseOf(registered.registrationNumber);

    await bureau.does('acceptCase', { caseId });
    const { assignment } = await bureau.does('issueMandate', { caseId, unit: PROVINCE });
    await shandong.does('receiveAssignment', { assignmentId: assignment.id });
    await shandong.does('giveFeedback', { assignmentId: assignment.id, content: '补助已发放' });
    await bureau.does('replyToPetitioner', { caseId, content: '补助已发放到位。' });
    await bureau.does('concludeCase', { caseId });

    expect(await bureau.reads(caseId, FLOW)).toMatchObject({
      registrationNumber: registered.registrationNumber,
      state: 'CONCLUDED',
      landedAt: '2015-06-26T01:00:00.000Z',
      petition: {
        channel: 'LETTER',
        upstreamNumber: 'SD-2015-17',
        peer: { name: '山东省' },
        petitioner: { name: '王小平' },
        custodyAbove: [
          { bureau: '烟台市信访局', at: '2015-06-25T02:00:00.000Z' },
          { bureau: '山东省信访局', at: '2015-06-25T08:00:00.000Z' },
        ],
      },
      custodyChain: [
        { from: null, to: { name: '国家信访局' } },
        { from: { name: '国家信访局' }, to: { name: '山东省' } },
      ],
    });
    expect(await resultOf(SHANDONG, 'CONCLUDED')).toMatchObject({
      number: 'SD-2015-17',
      registrationNumber: registered.registrationNumber,
      at: '2015-06-26T01:00:00.000Z',
      replies: [{ content: '补助已发放到位。', repliedAt: '2015-06-26T01:00:00.000Z' }],
    });
  });

  it('R34 R37 R40 the same matter by letter, visit, online and from another province is one flow: the repeats are linked, told and not rated', async () => {
    const { registrationNumber } = await resultOf(SHANDONG, 'REGISTERED');
    const first = await caseOf(registrationNumber);
    const submit = `mutation ($letter: LetterInput!) {
      submitDistrictPetition(district: "370000", letter: $letter) { queryCode }
    }`;
    const letter = { ...WORDS, type: 'HELP', petitioner: WANG };
    const citizen = await city.as('citizen-wang');
    const visit = await shandong.ask(submit, { letter: { ...letter, channel: 'VISIT' } });
    const online = await citizen.ask(submit, { letter });
    const codes = [visit, online].map(
      (answer) => answer.submitDistrictPetition.queryCode as string,
    );
    for (const code of codes) await shandong.findsCase(code);
    stubOf('13').matters.push({ ...HANDED_OVER, number: 'HE-1' });
    const elsewhere = await resultOf('13', 'REGISTERED');
    expect(elsewhere).toMatchObject({ number: 'HE-1', repeatOf: registrationNumber });

    const { isRepeat, repeats } = await bureau.reads(first, FLOW);
    expect(isRepeat).toBe(false);
    expect(
      repeats.map(({ petition }: { petition: { channel: string } }) => petition.channel).toSorted(),
    ).toEqual(['LETTER', 'ONLINE', 'VISIT']);

    const nobody = await city.as(null);
    for (const code of codes) {
      const status = `query ($code: String!) { caseStatus(queryCode: $code) { isRepeat } }`;
      expect((await nobody.ask(status, { code })).caseStatus).toEqual({ isRepeat: true });
      const caseId = await shandong.findsCase(code);
      await shandong.does('acceptCase', { caseId });
      await shandong.does('replyToPetitioner', { caseId });
      const rate = `mutation ($code: String!) {
        rateByQueryCode(queryCode: $code, satisfaction: SATISFIED) { state }
      }`;
      expect((await nobody.refusal(rate, { code })).message).toContain('R37: NOT_ELIGIBLE');
    }
  });

  it('R25 R38 R39 one of 31 is down: the other 30 answer, and the gap is named everywhere', async () => {
    const ask = () =>
      bureau.send(`{
        onlineShare(from: "2015-01-01", to: "2015-06-26") {
          peers { peer { name } figures { percent } }
          total { received percent }
          peersOverHalf
          missing { name }
        }
        peers { name interconnect { state lastError } }
      }`);
    const whole = await ask();
    expect(whole.errors).toBeUndefined();
    expect(whole.data.onlineShare).toMatchObject({ total: { received: 31_000 }, missing: [] });
    expect(whole.data.onlineShare.peersOverHalf).toBe(8);

    await stubOf(SHANDONG).stop();
    const isDown = ({ interconnect }: { interconnect: { state: string } }) =>
      interconnect.state === 'FAILING';
    const { data, errors } = await eventually(async () => {
      const answer = await ask();
      return answer.data.peers.some(isDown) && answer;
    });
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'PEER_UNAVAILABLE', peer: 'peer:37' }),
      }),
    ]);
    expect(data.onlineShare).toMatchObject({
      total: { received: 30_000 },
      peersOverHalf: 8,
      missing: [{ name: '山东省' }],
    });
    const silent = data.onlineShare.peers.filter(({ figures }: { figures: unknown }) => !figures);
    expect(silent).toEqual([{ peer: { name: '山东省' }, figures: null }]);
    expect(data.peers.filter(isDown)).toEqual([
      { name: '山东省', interconnect: { state: 'FAILING', lastError: NOT_REACHED } },
    ]);
    stubOf('65').matters.push({ ...HANDED_OVER, number: 'XJ-1' });
    expect((await resultOf('65', 'REGISTERED')).number).toBe('XJ-1');
  });
});
