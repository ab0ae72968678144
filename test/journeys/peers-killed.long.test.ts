import { describe, expect, it } from '@jest/globals';
import { matter, startStubPeer, type StubPeer } from '../subgraphs/national/support/stub-peer.ts';
import { startCity } from './support/city.ts';
import { eventually } from './support/eventually.ts';

const MATTERS = 60;

function registered(peer: StubPeer): string[] {
  return peer.results.filter(({ act }) => act === 'REGISTERED').map(({ number }) => number);
}

describe('the interconnect, with real processes', () => {
  it('R38 R40 loses no matter and no result when the national subgraph and casework are killed', async () => {
    await using shandong = await startStubPeer();
    shandong.matters.push(
      ...Array.from({ length: MATTERS }, (_, index) =>
        matter(`SD-${index}`, { submittedAt: '2026-01-02T10:00:00+08:00', custody: CUSTODY }),
      ),
    );
    const endpoints = JSON.stringify({ '37': shandong.endpoint });
    await using city = await startCity({ PEER_ENDPOINTS: endpoints, PEER_POLL_MS: '100' });
    await eventually(() => Promise.resolve(shandong.requests.length >= 3));
    await city.stack.kill('national');
    await city.stack.kill('casework');
    await city.stack.start('national');
    await city.stack.start('casework');
    const numbers = await eventually(() => {
      const unique = [...new Set(registered(shandong))];
      return Promise.resolve(unique.length === MATTERS && unique);
    });
    expect(numbers.toSorted()).toEqual(
      Array.from({ length: MATTERS }, (_, index) => `SD-${index}`).toSorted(),
    );
    const ids = new Map(shandong.results.map(({ id, number }) => [id, number]));
    expect(ids.size).toBe(MATTERS);
    const bureau = await city.as('city-bureau');
    const { cases } = await bureau.ask(
      '{ cases(filter: { mailboxes: [NATIONAL] }) { totalCount } }',
    );
    expect(cases.totalCount).toBe(MATTERS);
    // A result is there before it is written down that it is.
    const peer = await eventually(async () => {
      const { peers } = await bureau.ask(
        '{ peers { code interconnect { state waitingResults } } }',
      );
      const found = peers.find(({ code }: { code: string }) => code === SHANDONG);
      return found.interconnect.waitingResults === 0 && found;
    });
    expect(peer.interconnect.state).toBe('UP_TO_DATE');
  });
});

const SHANDONG = '37';
const CUSTODY = [{ bureau: '山东省信访局', at: '2026-01-02T10:00:00+08:00' }];
