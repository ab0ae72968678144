import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { actorOf, CITY_BUREAU, letterInput, LI, openMailbox } from './mailbox-world.ts';
import { createTestKeys } from './test-keys.ts';

const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { petition { id } } }`;
const READ = `query ($id: ID!) { mayorPetition(id: $id) {
  title content place beneficiary { name } jointSignatories petitioner { name phone } } }`;
const HOLD = `mutation ($id: ID!) {
  moderateMayorPetition(petitionId: $id, decision: HOLD, ground: PRIVACY, reason: "李明华与姚大山的信") { id } }`;
const REASONS = 'query ($id: ID!) { mayorPetition(id: $id) { moderation { entries { reason } } } }';
const LOG = 'query ($id: ID!) { mayorPetition(id: $id) { accessLog { edges { cursor } } } }';

describe('R96 what is kept long enough by the rules of the profile', () => {
  it('is erased: after 10 years who wrote, after 12 who saw it; the text stays', async () => {
    await using mayor = await openMailbox(createMayor, {
      schema: 'mayor',
      prefix: 'mayor',
      now: '2026-03-02T01:00:00Z',
    });
    const keys = createTestKeys('first');
    await mayor.restart(keys);
    const letter = letterInput({
      jointSignatories: ['姚大山'],
      place: '花桥镇',
      onBehalfOf: { name: '李老根' },
    });
    const { data } = await mayor.ask(LI, SUBMIT, { letter });
    const { petition } = data?.submitMayorPetition as { petition: { id: string } };
    const read = async (): Promise<unknown> =>
      (await mayor.ask(CITY_BUREAU, READ, petition)).data?.mayorPetition;
    await mayor.ask(CITY_BUREAU, HOLD, petition);
    const reasons = async (): Promise<unknown> => {
      const answer = await mayor.ask(CITY_BUREAU, REASONS, petition);
      return answer.data?.mayorPetition;
    };
    const { title, content } = letter;
    const whole = await read();
    expect(whole).toMatchObject({ title, content, place: '花桥镇' });

    mayor.clock.set('2036-03-02T00:59:59Z');
    await mayor.restart(keys);
    expect(await read()).toEqual(whole);

    mayor.clock.set('2036-03-02T01:00:01Z');
    await mayor.restart(keys);
    await eventually(async () => JSON.stringify(await read()).includes('已删除'));
    expect(await read()).toEqual({
      title,
      content,
      place: null,
      beneficiary: null,
      jointSignatories: [],
      petitioner: { name: '（已删除）', phone: null },
    });
    expect(await reasons()).toEqual({ moderation: { entries: [{ reason: '李某与姚某的信' }] } });

    const accesses = async (): Promise<number> => {
      const answer = await mayor.ask(actorOf('CITY_OFFICE'), LOG, petition);
      const seen = answer.data?.mayorPetition as { accessLog: { edges: unknown[] } };
      return seen.accessLog.edges.length;
    };
    const before = await accesses();
    mayor.clock.set('2038-03-02T01:00:01Z');
    await mayor.restart(keys);
    await eventually(async () => (await accesses()) < before);
    expect(await accesses()).toBeGreaterThan(0);
  });
});
