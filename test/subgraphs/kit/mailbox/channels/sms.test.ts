import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../../schema/contract/actor.ts';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../../journeys/support/eventually.ts';
import {
  actorOf,
  CITY_BUREAU,
  codesOf,
  LI,
  openMailbox,
  type MailboxWorld,
} from '../mailbox-world.ts';
import { startSmsProvider, type TestSmsProvider } from './sms-provider/sms-provider.ts';

interface SmsWorld extends AsyncDisposable {
  mailbox: MailboxWorld;
  provider: TestSmsProvider;
  call(path: string, body: object): Promise<number>;
  notices(): Promise<{ id: string; kind: string; state: string; attempts: number }[]>;
}

const MESSAGE = { id: '1', from: '13900000930', to: '1069012345', text: '夜间施工噪声扰民。' };

async function openWorld({
  isAsked = false,
  ...city
}: { mustRegister?: boolean; isAsked?: boolean } = {}): Promise<SmsWorld> {
  await using resources = new AsyncDisposableStack();
  const provider = resources.use(await startSmsProvider());
  const mailbox = resources.use(
    await openMailbox(createMayor, {
      ...{ schema: 'mayor', prefix: 'mayor', ...city },
      channels: {
        mailOut: null,
        mailIn: null,
        sms: { ...provider.settings, isAsked },
        webhook: { port: 0 },
      },
    }),
  );
  // when it is asked is for the test to say
  if (!isAsked) mailbox.clock.run();
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
    await world.call('/sms/receipts', { id: messages[0]?.id, state: 'DELIVERED' });
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

describe('a provider that cannot call back', () => {
  it.each([
    ['DELIVERED', { state: 'DELIVERED' }, { state: 'DELIVERED', last_error: null }],
    ['FAILED', { state: 'FAILED', code: 'BARRED' }, { state: 'FAILED', last_error: 'BARRED' }],
    ['EXPIRED', { state: 'EXPIRED' }, { state: 'FAILED', last_error: 'EXPIRED' }],
  ])('R76: is asked until it says %s, and no more', async (_, status, settled) => {
    await using world = await openWorld({ isAsked: true });
    const { mailbox, provider } = world;
    await sendReceipt(world);
    expect((await provider.read()).questions).toBe(0);
    mailbox.clock.set('2026-03-02T01:00:31Z');
    await eventually(async () => (await provider.read()).questions === 1);
    await provider.set('down');
    mailbox.clock.set('2026-03-02T01:02:00Z');
    await eventually(async () => (await provider.read()).questions === 2);
    await provider.set('up');
    await provider.setStatus({ state: 'ACCEPTED' });
    mailbox.clock.set('2026-03-02T01:10:00Z');
    await eventually(async () => (await provider.read()).questions === 3);
    expect(await statusOf(mailbox)).toMatchObject({ state: 'SENT' });
    await provider.setStatus(status);
    mailbox.clock.set('2026-03-02T02:10:00Z');
    await mailbox.casework.reports.reached(1);
    expect(await statusOf(mailbox)).toEqual(settled);
    const [notice] = await world.notices();
    await world.call('/sms/receipts', { id: notice?.id, state: 'DELIVERED' });
    expect(mailbox.casework.reports.items).toMatchObject([{ outcome: settled.state }]);
    expect((await provider.read()).questions).toBe(4);
  });

  it('R76: that knows nothing after three days has failed, so that staff tells the petitioner otherwise', async () => {
    await using world = await openWorld({ isAsked: true });
    await sendReceipt(world);
    world.mailbox.clock.set('2026-03-05T01:00:01Z');
    await world.mailbox.casework.reports.reached(1);
    expect(await statusOf(world.mailbox)).toEqual({
      state: 'FAILED',
      last_error: 'STATUS_UNKNOWN',
    });
  });

  it('is not asked where it calls back', async () => {
    await using world = await openWorld();
    await sendReceipt(world);
    world.mailbox.clock.set('2026-03-02T02:00:00Z');
    const { id } = await eventually(async () => (await world.provider.read()).messages[0]);
    await world.call('/sms/receipts', { id, state: 'DELIVERED' });
    await world.mailbox.casework.reports.reached(1);
    expect((await world.provider.read()).questions).toBe(0);
  });
});

const RESEND = `mutation ($petition: ID!, $notice: ID!, $key: ID) {
  resendMayorNotice(petitionId: $petition, noticeId: $notice, idempotencyKey: $key) {
    id kind medium state resendOf orderedBy { role unitId account }
  }
}`;

describe('a notice that failed', () => {
  it('R76: is sent again by staff under a new id, once however often it is asked, and delivered then', async () => {
    await using world = await openWorld();
    const { mailbox, provider } = world;
    const { petition, notice } = await failedReceipt(world);
    const variables = { petition, notice, key: 'again' };
    const first = await mailbox.ask(CITY_BUREAU, RESEND, variables);
    const again = await mailbox.ask(CITY_BUREAU, RESEND, variables);
    const { id } = (first.data as { resendMayorNotice: { id: string } }).resendMayorNotice;
    expect(again.data).toMatchObject({ resendMayorNotice: { id } });
    expect(first.data?.resendMayorNotice).toMatchObject({
      ...{ kind: 'RECEIPT', medium: 'SMS', resendOf: notice },
      // it may be out before the answer is
      state: expect.stringMatching(/^(QUEUED|SENT)$/),
      orderedBy: { role: 'CITY_BUREAU', unitId: null, account: CITY_BUREAU.id },
    });
    const messages = await eventually(async () => {
      const read = await provider.read();
      return read.messages.length === 2 ? read.messages : null;
    });
    expect(messages[1]).toMatchObject({ id, text: messages[0]?.text, to: messages[0]?.to });
    await eventually(async () => (await world.notices())[1]?.state === 'SENT');
    await world.call('/sms/receipts', { id, state: 'DELIVERED' });
    await mailbox.casework.reports.reached(2);
    expect(
      mailbox.casework.reports.items.map((report) => (report as { outcome: string }).outcome),
    ).toEqual(['FAILED', 'DELIVERED']);
    const repeated = await mailbox.ask(CITY_BUREAU, RESEND, { petition, notice });
    expect(codesOf(repeated)).toEqual(['ILLEGAL_MOVE']);
    const delivered = await mailbox.ask(CITY_BUREAU, RESEND, { petition, notice: id });
    expect(codesOf(delivered)).toEqual(['ILLEGAL_MOVE']);
  });

  it.each<[string, Actor | null, string]>([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['the petitioner, who has no account here', LI, 'NOT_FOUND'],
    ['the supervising office', actorOf('CITY_OFFICE'), 'FORBIDDEN'],
    ['a district', actorOf('DISTRICT_BUREAU', 'district:511602'), 'FORBIDDEN'],
    ['a department', actorOf('DEPARTMENT', 'department:housing'), 'FORBIDDEN'],
    ['its own system', actorOf('SYSTEM', 'mayor'), 'FORBIDDEN'],
  ])('R67, R96: is not sent again by %s', async (_, actor, code) => {
    const { world, failed } = await shared;
    const { petition, notice } = failed;
    expect(codesOf(await world.mailbox.ask(actor, RESEND, { petition, notice }))).toEqual([code]);
  });

  it('R96: cannot be sent again when its text is no longer kept, nor as that of another letter', async () => {
    const { world, failed } = await shared;
    const { mailbox } = world;
    const other = { petition: failed.petition, notice: 'unknown' };
    expect(codesOf(await mailbox.ask(CITY_BUREAU, RESEND, other))).toEqual(['NOT_FOUND']);
    mailbox.clock.set('2026-04-02T02:00:00Z');
    await mailbox.restart(mailbox.personalDataKeys);
    await eventually(async () => (await sealedOf(mailbox)) === null);
    expect(codesOf(await mailbox.ask(CITY_BUREAU, RESEND, failed))).toEqual(['ILLEGAL_MOVE']);
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

let shared: Promise<{ world: SmsWorld; failed: { petition: string; notice: string } }>;
beforeAll(() => {
  shared = openWorld().then(async (world) => ({ world, failed: await failedReceipt(world) }));
});
afterAll(async () => (await shared).world[Symbol.asyncDispose]());

/** A letter by text message whose receipt the provider has taken. */
async function sendReceipt(world: SmsWorld): Promise<void> {
  await world.call('/sms/messages', MESSAGE);
  await eventually(async () => (await world.notices())[0]?.state === 'SENT');
}

async function failedReceipt(world: SmsWorld): Promise<{ petition: string; notice: string }> {
  await sendReceipt(world);
  const [notice] = await world.notices();
  await world.call('/sms/receipts', { id: notice?.id, state: 'FAILED', code: 'NUMBER_BARRED' });
  await world.mailbox.casework.reports.reached(1);
  const [petition] = await world.mailbox.read<{ id: string }>('select id from petition');
  return { petition: petition?.id ?? '', notice: notice?.id ?? '' };
}

async function statusOf(mailbox: MailboxWorld): Promise<unknown> {
  return (await mailbox.read('select state, last_error from notice'))[0];
}

async function sealedOf(mailbox: MailboxWorld): Promise<string | null> {
  const [row] = await mailbox.read<{ sealed: string | null }>(
    'select sealed from notice order by queued_at, id limit 1',
  );
  return row?.sealed ?? null;
}
