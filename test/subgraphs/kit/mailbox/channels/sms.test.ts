import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../../journeys/support/eventually.ts';
import { CITY_BUREAU, openMailbox, type MailboxWorld } from '../mailbox-world.ts';
import { startSmsProvider, type TestSmsProvider } from './sms-provider/sms-provider.ts';

interface SmsWorld extends AsyncDisposable {
  mailbox: MailboxWorld;
  provider: TestSmsProvider;
  call(path: string, body: object): Promise<number>;
  notices(): Promise<{ id: string; kind: string; state: string; attempts: number }[]>;
}

const MESSAGE = { id: '1', from: '13900000930', to: '1069012345', text: '夜间施工噪声扰民。' };

async function openWorld(city: { mustRegister?: boolean } = {}): Promise<SmsWorld> {
  await using resources = new AsyncDisposableStack();
  const provider = resources.use(await startSmsProvider());
  const mailbox = resources.use(
    await openMailbox(createMayor, {
      ...{ schema: 'mayor', prefix: 'mayor', ...city },
      channels: { mailOut: null, mailIn: null, sms: provider.settings, webhook: { port: 0 } },
    }),
  );
  const held = resources.move();
  return {
    mailbox,
    provider,
    call: (path, body) =>
      provider.call(`${mailbox.doors().webhookUrl ?? ''}${path}`, body, mailbox.clock.now()),
    notices: () =>
      mailbox.read('select id, kind, state, attempts from notice order by queued_at, id'),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

describe('a text message to a mailbox', () => {
  it.each([
    ['of another shape', 400, { id: '1' }],
    ['to a number of nobody', 404, { ...MESSAGE, to: '1069099999' }],
    ['from whom none can be sent', 422, { ...MESSAGE, from: '12345' }],
    ['without a text', 422, { ...MESSAGE, text: ' ' }],
  ])('is refused %s', async (_, status, body) => {
    await using world = await openWorld();
    expect(await world.call('/sms/messages', body)).toBe(status);
    expect(await world.mailbox.read('select id from petition')).toEqual([]);
  });

  it('R8: is refused by a city that takes letters of registered petitioners only', async () => {
    await using world = await openWorld({ mustRegister: true });
    expect(await world.call('/sms/messages', MESSAGE)).toBe(422);
  });

  it('is not stored without a signature, nor is GraphQL served there', async () => {
    await using world = await openWorld();
    const url = world.mailbox.doors().webhookUrl ?? '';
    const unsigned = { method: 'POST', body: JSON.stringify(MESSAGE) };
    expect((await fetch(`${url}/sms/messages`, unsigned)).status).toBe(401);
    expect((await fetch(`${url}/graphql`, unsigned)).status).toBe(404);
    expect(await world.mailbox.read('select id from petition')).toEqual([]);
  });
});

describe('a receipt by text message', () => {
  it('R76: that the provider took without our hearing of it is brought again under its id, and arrives once', async () => {
    await using world = await openWorld();
    const { mailbox, provider } = world;
    await provider.set('silent');
    await world.call('/sms/messages', MESSAGE);
    await eventually(async () => (await world.notices())[0]?.attempts);
    expect((await provider.read()).messages).toHaveLength(1);
    expect(await sealedOf(mailbox)).toMatch(/^sealed:first:/);
    await provider.set('up');
    mailbox.clock.set('2026-03-02T01:05:00Z');
    await eventually(async () => (await world.notices())[0]?.state === 'SENT');
    const { attempts, messages } = await provider.read();
    expect(attempts).toBeGreaterThan(1);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ to: MESSAGE.from, from: MESSAGE.to });
    expect(await sealedOf(mailbox)).toBeNull();
  });

  it('R76: is delivered when the provider says so, once however often it does', async () => {
    await using world = await openWorld();
    const { casework } = world.mailbox;
    await world.call('/sms/messages', MESSAGE);
    const { id } = await eventually(async () => (await world.provider.read()).messages[0]);
    const receipt = { id, state: 'DELIVERED' };
    expect(await world.call('/sms/receipts', receipt)).toBe(202);
    expect(await world.call('/sms/receipts', receipt)).toBe(202);
    expect(await world.call('/sms/receipts', { ...receipt, id: 'unknown' })).toBe(202);
    expect(await world.call('/sms/receipts', { id, state: 'LOST' })).toBe(400);
    await casework.reports.reached(1);
    expect(casework.reports.items).toMatchObject([{ kind: 'RECEIPT', outcome: 'DELIVERED' }]);
    expect(await world.notices()).toMatchObject([{ state: 'DELIVERED' }]);
  });

  it('R76: that the provider gives up has failed, and casework is told', async () => {
    await using world = await openWorld();
    const { casework } = world.mailbox;
    await world.call('/sms/messages', MESSAGE);
    const { id } = await eventually(async () => (await world.provider.read()).messages[0]);
    await eventually(async () => (await world.notices())[0]?.state === 'SENT');
    await world.call('/sms/receipts', { id, state: 'FAILED', code: 'UNKNOWN_SUBSCRIBER' });
    await casework.reports.reached(1);
    expect(casework.reports.items).toMatchObject([{ outcome: 'FAILED' }]);
    expect(await world.notices()).toMatchObject([{ state: 'FAILED' }]);
  });
});

describe('the notice of a rejected letter', () => {
  it('R12: tells its writer that it was rejected and that they can appeal, and not why', async () => {
    await using world = await openWorld();
    const { mailbox, provider } = world;
    await world.call('/sms/messages', MESSAGE);
    const [{ id } = { id: '' }] = await mailbox.read<{ id: string }>('select id from petition');
    const { errors } = await mailbox.ask(
      CITY_BUREAU,
      `mutation ($id: ID!) {
        moderateMayorPetition(petitionId: $id, decision: REJECT, ground: DEFAMATORY, reason: "诽谤他人") { id }
      }`,
      { id },
    );
    expect(errors).toBeUndefined();
    const { messages } = await eventually(async () => {
      const read = await provider.read();
      return read.messages.length === 2 ? read : null;
    });
    const told = messages.find(({ text }) => text.includes('不予办理'));
    expect(told?.text).toContain('您可以申诉');
    expect(told?.text).not.toContain('诽谤');
  });
});

async function sealedOf(mailbox: MailboxWorld): Promise<string | null> {
  const [row] = await mailbox.read<{ sealed: string | null }>(
    'select sealed from notice order by queued_at, id limit 1',
  );
  return row?.sealed ?? null;
}
