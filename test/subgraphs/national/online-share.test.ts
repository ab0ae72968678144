import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import { profileFolder } from '../../../subgraphs/kit/profile/profile-folder.ts';
import type { MailboxDeps } from '../../../subgraphs/kit/mailbox/create-mailbox.ts';
import { createNational } from '../../../subgraphs/national/subgraph.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import {
  actorOf,
  codesOf,
  LI,
  openMailbox,
  type Answer,
  type MailboxWorld,
} from '../kit/mailbox/mailbox-world.ts';
import { startStubPeer, type StubPeer } from './support/stub-peer.ts';

const OFFICE = actorOf('CITY_OFFICE');
const SHARE = `query ($from: Date! = "2015-01-01", $to: Date! = "2015-12-31") {
  onlineShare(from: $from, to: $to) {
    peers { peer { name } figures { received online percent } }
    total { received online percent }
    peersOverHalf
    missing { name }
  }
}`;
const SHANDONG = '37';
/** Not connected. */
const TIBET = '54';

interface Share {
  peers: { peer: { name: string }; figures: { percent: number | null } | null }[];
  total: { received: number; online: number; percent: number | null };
  peersOverHalf: number;
  missing: { name: string }[];
}

const stubs = new Map<string, StubPeer>();
const resources = new AsyncDisposableStack();
let national: MailboxWorld;
/** The same, of little patience. */
let hasty: MailboxWorld;
beforeAll(async () => {
  const { peers } = await loadProfile(profileFolder('guangan'));
  for (const { code } of peers) if (code !== TIBET) stubs.set(code, await open());
  const endpoints = Object.fromEntries([...stubs].map(([code, { endpoint }]) => [code, endpoint]));
  const start = async (timeoutMs: number): Promise<MailboxWorld> => {
    const peers = { endpoints, pollMs: 600_000, timeoutMs };
    const create = (deps: MailboxDeps) => createNational({ ...deps, peers });
    return resources.use(await openMailbox(create, { schema: 'national', prefix: 'national' }));
  };
  national = await start(60_000);
  hasty = await start(1_000);
});
afterAll(async () => resources.disposeAsync());

/** 43.6 % online, as the source has it. */
async function open(): Promise<StubPeer> {
  const stub = resources.use(await startStubPeer());
  stub.figures = { received: 1_000, online: 436 };
  return stub;
}

function shareOf({ data }: Answer): Share {
  return data?.onlineShare as Share;
}

function expectAllButShandong(answer: Answer, reason: string): void {
  const { peers, missing } = shareOf(answer);
  expect(peers.filter(({ figures }) => figures !== null)).toHaveLength(29);
  expect(missing.map(({ name }) => name)).toEqual(['山东省', '西藏自治区']);
  expect(answer.errors).toEqual([
    expect.objectContaining({
      message: `山东省 did not answer: ${reason}.`,
      extensions: { code: 'PEER_UNAVAILABLE', peer: 'peer:37', reason },
    }),
  ]);
}

describe('the online share of the provinces', () => {
  it('R25 R39 is told by peer and of all, with how many have more than half', async () => {
    for (const code of ['11', '31', '33'])
      stubs.get(code)!.figures = { received: 200, online: 150 };
    stubs.get('12')!.figures = { received: 100, online: 50 };
    stubs.get('13')!.figures = { received: 2_900, online: 1_000 };
    stubs.get('14')!.figures = { received: 0, online: 0 };
    const answer = await national.ask(OFFICE, SHARE);
    expect(answer.errors).toBeUndefined();
    const { peers, total, peersOverHalf, missing } = shareOf(answer);
    expect(peers).toHaveLength(30);
    expect(peers.slice(0, 4).map(({ figures }) => figures?.percent)).toEqual([75, 50, 34.5, null]);
    expect(total).toEqual({
      received: 24 * 1_000 + 3_600,
      online: 24 * 436 + 1_500,
      percent: 43.3,
    });
    expect(peersOverHalf).toBe(3);
    expect(missing).toEqual([{ name: '西藏自治区' }]);
  });

  it.each([
    ['failing', 'HTTP_503'],
    ['babbling', 'ANSWER_INVALID'],
  ] as const)(
    'R38 a peer that is %s is named, not hidden; the others answer',
    async (mood, reason) => {
      const stub = stubs.get(SHANDONG)!;
      stub.mood = mood;
      const answer = await national.ask(OFFICE, SHARE);
      stub.mood = 'well';
      expectAllButShandong(answer, reason);
    },
  );

  it('R38 a peer that hangs is named once it has had its time; the others answer', async () => {
    const stub = stubs.get(SHANDONG)!;
    stub.mood = 'hanging';
    // On a busy machine others may be too late too.
    const answer = await eventually(async () => {
      const given = await hasty.ask(OFFICE, SHARE);
      return given.errors?.length === 1 && given;
    });
    stub.mood = 'well';
    expectAllButShandong(answer, 'TIMEOUT');
  });

  it('R39 takes up to 366 days in order', async () => {
    for (const [from, to] of [
      ['2015-01-02', '2015-01-01'],
      ['2015-01-01', '2016-01-02'],
    ]) {
      const { errors } = await national.ask(OFFICE, SHARE, { from, to });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'to' });
    }
    const days = { from: '2015-01-01', to: '2015-01-01' };
    expect((await national.ask(OFFICE, SHARE, days)).errors).toBeUndefined();
    expect(stubs.get(SHANDONG)!.requests).toContain('GET /figures?from=2015-01-01&to=2015-01-01');
  });

  it('R68 is for the city alone', async () => {
    expect(codesOf(await national.ask(null, SHARE))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await national.ask(LI, SHARE))).toEqual(['FORBIDDEN']);
  });
});
