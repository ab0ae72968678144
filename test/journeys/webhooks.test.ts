import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startReceiver } from '../subgraphs/casework/webhooks/receiver.ts';
import type { Caller } from './support/caller.ts';
import { startCityHere, type CityHere } from './support/city.ts';
import { caseOf, submitToMayor } from './support/letters.ts';

const REGISTER = `mutation ($url: String!) { registerWebhook(url: $url) { secret webhook { id } } }`;
const RESUME = 'mutation ($id: ID!) { resumeWebhook(id: $id) { id } }';
const LETTERS = 8;
const KILLS = 2;

let city: CityHere;
let bureau: Caller;
beforeAll(async () => {
  city = await startCityHere({}, [], ['casework']);
  bureau = await city.as('city-bureau');
});
afterAll(async () => city[Symbol.asyncDispose]());

describe('R31 events by webhook survive kill -9 of casework', () => {
  it('each comes at least once and in order, whenever it is killed', async () => {
    await using receiver = await startReceiver();
    const { registerWebhook } = await bureau.ask(REGISTER, { url: receiver.url });
    const citizen = await city.as('citizen-li');
    const caseIds: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      receiver.answer(503);
      for (let each = 0; each < LETTERS / KILLS; each += 1)
        caseIds.push(await caseOf(bureau, (await submitToMayor(citizen)).petitionId));
      receiver.answer(204);
      const before = receiver.received.length;
      // By itself it is tried again after as long as it was down, and that may have been long.
      await bureau.ask(RESUME, { id: registerWebhook.webhook.id });
      await receiver.waitFor(() => receiver.received.length > before);
      // In the midst of sending the others.
      await city.stack.kill('casework');
      await city.stack.start('casework');
    }
    const told = (): string[] => [...new Set(receiver.received.map(({ event }) => event.caseId))];
    await receiver.waitFor(() => told().length === LETTERS);
    expect(told()).toEqual(caseIds);
    expect(receiver.received.every((one) => one.isSigned(registerWebhook.secret as string))).toBe(
      true,
    );
  }, 240_000);
});
