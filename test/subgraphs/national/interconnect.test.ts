import { describe, expect, it } from '@jest/globals';
import { createNational, type NationalDeps } from '../../../subgraphs/national/subgraph.ts';
import type { MailboxDeps } from '../../../subgraphs/kit/mailbox/create-mailbox.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  LI,
  openMailbox,
  type MailboxWorld,
} from '../kit/mailbox/mailbox-world.ts';
import { matter, startStubPeer, type StubPeer } from './support/stub-peer.ts';

const OFFICE = actorOf('CITY_OFFICE');
const LINKS = `{ peers { code interconnect {
  state lastContactAt lagSeconds cursor lastError failures waitingResults rejectedMatters
} } }`;
const LETTER = `query ($id: ID!) { nationalPetition(id: $id) {
  upstreamNumber title channel submittedAt peer { name } upstreamChannel { code }
  custodyAbove { bureau at } petitioner { name phone isMasked }
} }`;

function open(
  peers: Record<string, StubPeer>,
  timeoutMs = 60_000,
  replicas = 1,
): Promise<MailboxWorld> {
  const endpoints = Object.fromEntries(
    Object.entries(peers).map(([code, { endpoint }]) => [code, endpoint]),
  );
  const settings: NationalDeps['peers'] = { endpoints, pollMs: 20, timeoutMs };
  const create = async (deps: MailboxDeps) => {
    await using resources = new AsyncDisposableStack();
    const start = () => createNational({ ...deps, peers: settings });
    const started = await Promise.all(Array.from({ length: replicas }, start));
    for (const each of started) resources.use(each);
    const held = resources.move();
    return { url: started[0]!.url, [Symbol.asyncDispose]: () => held.disposeAsync() };
  };
  return openMailbox(create, {
    schema: 'national',
    prefix: 'national',
    now: '2026-03-02T01:00:00Z',
    withRealCasework: true,
  });
}

interface Link {
  code: string;
  interconnect: Record<string, unknown>;
}

async function linkOf(national: MailboxWorld, peer: string): Promise<Link['interconnect']> {
  const { data } = await national.ask(OFFICE, LINKS);
  const found = (data?.peers as Link[]).find(({ code }) => code === peer);
  if (!found) throw new Error(`expected a peer ${peer}`);
  return found.interconnect;
}

/** Waits until the link looks like this. */
function linkShows(national: MailboxWorld, peer: string, shape: Record<string, unknown>) {
  return eventually(async () => {
    const link = await linkOf(national, peer);
    return Object.entries(shape).every(([key, value]) => link[key] === value) && link;
  });
}

interface Stored {
  id: string;
  upstream_peer: string;
  upstream_number: string;
}

function stored(national: MailboxWorld): Promise<Stored[]> {
  return national.read<Stored>(
    'select id, upstream_peer, upstream_number from petition order by upstream_peer, upstream_number',
  );
}

function resultsOf(peer: StubPeer, count: number): Promise<StubPeer['results']> {
  return eventually(() => Promise.resolve(peer.results.length >= count && peer.results));
}

describe('the interconnect with a peer', () => {
  it('R38 R40 brings down all pages, each matter once, with its custody chain, number and day', async () => {
    await using shandong = await startStubPeer();
    shandong.matters.push(...['1', '2', '3', '4', '5'].map((number) => matter(number)));
    await using national = await open({ '37': shandong });
    await linkShows(national, '37', { state: 'UP_TO_DATE', cursor: '5', lagSeconds: 0 });
    const rows = await stored(national);
    expect(rows.map((row) => row.upstream_number)).toEqual(['1', '2', '3', '4', '5']);
    const { data } = await national.ask(CITY_BUREAU, LETTER, { id: rows[0]?.id });
    expect(data?.nationalPetition).toEqual({
      upstreamNumber: '1',
      title: '反映1',
      channel: 'LETTER',
      submittedAt: '2026-03-01T02:00:00.000Z',
      peer: { name: '山东省' },
      upstreamChannel: { code: 'national-bureau' },
      custodyAbove: [
        { bureau: '国家信访局', at: '2026-03-01T02:00:00.000Z' },
        { bureau: '山东省信访局', at: '2026-03-01T07:00:00.000Z' },
      ],
      petitioner: { name: '王小平', phone: '13900000037', isMasked: false },
    });
  });

  it('R38 a matter that comes again is the same one, after a restart too; the same number of another peer is another', async () => {
    await using shandong = await startStubPeer();
    await using hebei = await startStubPeer();
    shandong.matters.push(matter('1'), matter('1', { letter: { title: '改动' } }));
    hebei.matters.push(matter('1'));
    await using national = await open({ '37': shandong, '13': hebei });
    await linkShows(national, '37', { cursor: '2' });
    await linkShows(national, '13', { cursor: '1' });
    await national.restart(national.personalDataKeys);
    shandong.matters.push(matter('1', { upstreamChannel: 'carrier-pigeon' }), matter('2'));
    await linkShows(national, '37', { cursor: '4', rejectedMatters: 0 });
    expect(await stored(national)).toMatchObject([
      { upstream_peer: '13', upstream_number: '1' },
      { upstream_peer: '37', upstream_number: '1' },
      { upstream_peer: '37', upstream_number: '2' },
    ]);
    expect(shandong.requests.find((path) => path.startsWith('GET'))).toBe('GET /matters?first=100');
    expect(shandong.requests).toContain('GET /matters?first=100&after=2');
  });

  it('R36 what a channel carried before its first day, or what is no letter, is refused by name; the others come', async () => {
    await using shandong = await startStubPeer();
    shandong.matters.push(
      matter('early', { submittedAt: '2013-06-30T10:00:00+08:00' }),
      matter('unknown', { upstreamChannel: 'carrier-pigeon' }),
      matter('no phone', { letter: { petitioner: { name: '王小平', phone: '12' } } }),
      { number: 'no letter' },
      matter('backwards', {
        custody: [
          { bureau: '山东省信访局', at: '2026-03-01T15:00:00+08:00' },
          { bureau: '国家信访局', at: '2026-03-01T10:00:00+08:00' },
        ],
      }),
      matter('to come', { submittedAt: '2026-04-01T10:00:00+08:00' }),
      matter('mistyped', { submittedAt: '0226-03-01T10:00:00+08:00' }),
      matter('good'),
    );
    await using national = await open({ '37': shandong });
    national.clock.run();
    await linkShows(national, '37', { cursor: '8', rejectedMatters: 7, waitingResults: 0 });
    expect((await stored(national)).map((row) => row.upstream_number)).toEqual(['good']);
    const rejected = await eventually(() => {
      const all = shandong.results.filter(({ act }) => act === 'REJECTED');
      return Promise.resolve(all.length === 7 && all);
    });
    const fieldOf = Object.fromEntries(
      rejected.map(({ number, rejection }) => [number, rejection?.field]),
    );
    expect(fieldOf).toEqual({
      early: 'submittedAt',
      unknown: 'upstreamChannel',
      'no phone': 'letter.petitioner.phone',
      'no letter': 'upstreamChannel',
      backwards: 'custody.1.at',
      'to come': 'submittedAt',
      mistyped: 'submittedAt',
    });
    expect(JSON.stringify(rejected)).not.toContain('王小平');

    shandong.matters.push(matter('early'));
    await linkShows(national, '37', { cursor: '9', rejectedMatters: 6 });
    expect((await stored(national)).map((row) => row.upstream_number)).toEqual(['early', 'good']);
  });

  it('R38 a peer that fails, babbles or hangs shows how; it delays no other, and goes on where it was', async () => {
    await using shandong = await startStubPeer();
    await using hebei = await startStubPeer();
    shandong.matters.push(matter('1'));
    await using national = await open({ '37': shandong, '13': hebei }, 300);
    await linkShows(national, '37', { state: 'UP_TO_DATE', cursor: '1' });

    for (const [mood, lastError] of [
      ['failing', 'HTTP_503'],
      ['babbling', 'ANSWER_INVALID'],
      ['hanging', 'TIMEOUT'],
    ] as const) {
      shandong.mood = mood;
      await linkShows(national, '37', { state: 'FAILING', lastError });
      hebei.matters.push(matter(mood));
      await linkShows(national, '13', {
        state: 'UP_TO_DATE',
        cursor: String(hebei.matters.length),
      });
    }
    national.clock.set('2026-03-02T02:00:00Z');
    expect(await linkOf(national, '37')).toMatchObject({
      state: 'FAILING',
      lastContactAt: '2026-03-02T01:00:00.000Z',
      lagSeconds: 3_600,
      cursor: '1',
    });
    shandong.mood = 'well';
    shandong.matters.push(matter('2'));
    await linkShows(national, '37', { state: 'UP_TO_DATE', lastError: null, failures: 0 });
    expect((await stored(national)).map((row) => row.upstream_number)).toEqual([
      'babbling',
      'failing',
      'hanging',
      '1',
      '2',
    ]);
  });

  it('R38 results wait for a peer that is away, and come once it is back', async () => {
    await using shandong = await startStubPeer();
    shandong.matters.push(matter('1'));
    await using national = await open({ '37': shandong });
    national.clock.run();
    const [registered] = await resultsOf(shandong, 1);
    expect(registered).toMatchObject({
      number: '1',
      act: 'REGISTERED',
      registrationNumber: expect.stringMatching(/^GA-/),
      replies: [],
      rejection: null,
    });
    // It is there before the city knows that it is, and would come again after a restart.
    await linkShows(national, '37', { waitingResults: 0 });
    shandong.resultsMood = 'failing';
    shandong.matters.push(matter('2'), matter('3', { upstreamChannel: 'carrier-pigeon' }));
    await linkShows(national, '37', { state: 'UP_TO_DATE', waitingResults: 2 });
    await national.restart(national.personalDataKeys);
    expect(shandong.results).toHaveLength(1);
    shandong.resultsMood = 'well';
    await linkShows(national, '37', { waitingResults: 0 });
    expect(
      (await resultsOf(shandong, 3))
        .slice(1)
        .map(({ number, act }) => `${number} ${act}`)
        .toSorted(),
    ).toEqual(['2 REGISTERED', '3 REJECTED']);
  });

  it('R29 R96 the custody chain is for those who may read the letter', async () => {
    await using shandong = await startStubPeer();
    shandong.matters.push(matter('1'));
    await using national = await open({ '37': shandong });
    await linkShows(national, '37', { cursor: '1' });
    const [row] = await stored(national);
    const query = `query ($id: ID!) { nationalPetition(id: $id) { upstreamNumber custodyAbove { bureau } } }`;
    const housing = actorOf('DEPARTMENT', 'department:housing');
    const answer = await national.ask(housing, query, { id: row?.id });
    expect(answer.data?.nationalPetition).toEqual({ upstreamNumber: '1', custodyAbove: null });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    expect((await national.ask(LI, query, { id: row?.id })).data?.nationalPetition).toBeNull();
  });

  it('R38 a page that is not as agreed moves no cursor and says so', async () => {
    await using shandong = await startStubPeer();
    shandong.matters.push({ letter: {} });
    await using national = await open({ '37': shandong });
    const state = { state: 'NEVER_REACHED', lastError: 'ANSWER_INVALID', cursor: null };
    await linkShows(national, '37', state);
    shandong.matters[0] = matter('a\u0000b');
    shandong.requests.length = 0;
    await eventually(() => Promise.resolve(shandong.requests.length >= 2));
    await linkShows(national, '37', state);
    expect(await stored(national)).toEqual([]);
  });

  it('R38 two replicas share the work: no page is pulled twice at once, no matter or result comes twice', async () => {
    await using shandong = await startStubPeer();
    const numbers = ['1', '2', '3', '4', '5', '6', '7', '8'];
    shandong.matters.push(...numbers.map((number) => matter(number)));
    await using national = await open({ '37': shandong }, 60_000, 2);
    national.clock.run();
    await linkShows(national, '37', { state: 'UP_TO_DATE', cursor: '8' });
    expect((await stored(national)).map((row) => row.upstream_number)).toEqual(numbers);
    const pages = shandong.requests.filter(
      (path) => path.startsWith('GET') && !path.endsWith('=8'),
    );
    expect(new Set(pages).size).toBe(pages.length);
    const results = await resultsOf(shandong, 8);
    await linkShows(national, '37', { waitingResults: 0 });
    expect(results.map(({ number, act }) => `${number} ${act}`).toSorted()).toEqual(
      numbers.map((number) => `${number} REGISTERED`),
    );
  });

  it('R38 how the links stand is for the city alone; a peer that nobody has configured says so', async () => {
    await using shandong = await startStubPeer();
    await shandong.stop();
    await using national = await open({ '37': shandong });
    expect(await linkOf(national, '11')).toMatchObject({ state: 'NOT_CONFIGURED', cursor: null });
    await linkShows(national, '37', { state: 'NEVER_REACHED', lastError: 'ECONNREFUSED' });
    expect(codesOf(await national.ask(LI, LINKS))).toContain('FORBIDDEN');
    expect(codesOf(await national.ask(null, LINKS))).toContain('UNAUTHENTICATED');
    const district = actorOf('DISTRICT_BUREAU', 'district:511602');
    expect(codesOf(await national.ask(district, LINKS))).toContain('FORBIDDEN');
  });
});
