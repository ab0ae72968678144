import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../../journeys/support/eventually.ts';
import { createTestKeys } from '../test-keys.ts';
import { CITY_BUREAU, openMailbox, type MailboxWorld } from '../mailbox-world.ts';
import { startPetitionersMail, type PetitionersMail } from './mail-server-stand-in.ts';

const MAX_BYTES = 20_000;
const LETTERS = 'letters@guangan.example';
/** One transparent point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const NOREPLY = 'noreply@guangan.example';

interface MailWorld extends AsyncDisposable {
  mailbox: MailboxWorld;
  petitioners: PetitionersMail;
  /** @returns null, or the status by which the mail was refused */
  send(mail: SendMailOptions): Promise<number | null>;
  notices(): Promise<
    { id: string; state: string; last_error: string | null; sealed: string | null }[]
  >;
}

async function openWorld(city: { mustRegister?: boolean } = {}): Promise<MailWorld> {
  await using resources = new AsyncDisposableStack();
  const petitioners = resources.use(await startPetitionersMail());
  const mailbox = resources.use(
    await openMailbox(createMayor, {
      ...{ schema: 'mayor', prefix: 'mayor', ...city },
      channels: {
        mailOut: { url: petitioners.url },
        mailIn: { port: 0, maxBytes: MAX_BYTES, tls: null },
        sms: null,
        webhook: null,
      },
    }),
  );
  mailbox.clock.run();
  const held = resources.move();
  return {
    mailbox,
    petitioners,
    send: async (mail) => {
      const port = mailbox.doors().smtpPort ?? 0;
      const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
      try {
        await transport.sendMail({ ...letter(), ...mail });
        return null;
      } catch (error) {
        return (error as { responseCode?: number }).responseCode ?? -1;
      } finally {
        transport.close();
      }
    },
    notices: () =>
      mailbox.read('select id, state, last_error, sealed from notice order by queued_at'),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function letter(): SendMailOptions {
  return {
    from: { name: '陈小满', address: 'chen@petitioner.example' },
    to: LETTERS,
    subject: '路灯不亮',
    text: '门口路灯坏了三个月。',
    messageId: '<one@petitioner.example>',
  };
}

async function countLetters({ mailbox }: MailWorld): Promise<number> {
  const [row] = await mailbox.read<{ count: number }>(
    'select count(*)::int as count from petition',
  );
  return row?.count ?? -1;
}

describe('a mail to a mailbox', () => {
  it('R76: is one letter, however often its server brings it, and is answered once', async () => {
    await using world = await openWorld();
    const { petitioners, mailbox } = world;
    expect(await world.send({})).toBeNull();
    expect(await world.send({})).toBeNull();
    expect(await world.send({ messageId: '<two@petitioner.example>' })).toBeNull();
    await petitioners.inbox.reached(2);
    expect(await countLetters(world)).toBe(2);
    await mailbox.casework.reports.reached(2);
    expect(mailbox.casework.reports.items).toMatchObject([
      { kind: 'RECEIPT', outcome: 'DELIVERED' },
      { kind: 'RECEIPT', outcome: 'DELIVERED' },
    ]);
    expect(petitioners.inbox.items).toHaveLength(2);
  });

  it('R15: holds its text, of HTML alone too, its files as the portal takes them, and says what was left out', async () => {
    await using world = await openWorld();
    const html = '<p>门口<b>路灯</b>坏了三个月。</p><script>alert(1)</script>';
    const attachments = [
      { filename: '照片.png', content: PNG, contentType: 'application/octet-stream' },
      { filename: 'photo.png', content: Buffer.from('#!/bin/sh'), contentType: 'image/png' },
      { filename: 'program.exe', content: Buffer.from('MZ') },
    ];
    expect(await world.send({ text: '', html, subject: '', attachments })).toBeNull();
    const [{ id } = { id: '' }] = await world.mailbox.read<{ id: string }>(
      'select id from petition',
    );
    const { data } = await world.mailbox.ask(
      CITY_BUREAU,
      `query ($id: ID!) { mayorPetition(id: $id) {
        channel title content isAssisted attachments { fileName contentType }
        petitioner { name email phone }
      } }`,
      { id },
    );
    expect(data?.mayorPetition).toEqual({
      channel: 'EMAIL',
      title: '门口路灯坏了三个月。',
      content: '门口路灯坏了三个月。\n\n（来信另有附件2个，未能收入。）',
      isAssisted: false,
      attachments: [{ fileName: '照片.png', contentType: 'image/png' }],
      petitioner: { name: '陈小满', email: 'chen@petitioner.example', phone: null },
    });
  });

  it.each<[string, number, SendMailOptions]>([
    ['to an address that is none of its', 550, { to: 'nobody@guangan.example' }],
    ['that is larger than it takes', 552, { text: '长'.repeat(MAX_BYTES) }],
    ['whose text is longer than a letter may be', 550, { text: 'a'.repeat(10_001) }],
    ['without any text', 550, { subject: '', text: '' }],
    ['to the address that only sends', 550, { to: NOREPLY }],
    ['that claims to be from itself', 554, { from: NOREPLY }],
    [
      'that goes in circles',
      554,
      {
        headers: {
          Received: Array.from({ length: 31 }, () => 'from a by b; Mon, 2 Mar 2026 09:00:00 +0800'),
        },
      },
    ],
  ])('is refused %s', async (_, status, mail) => {
    await using world = await openWorld();
    expect(await world.send(mail)).toBe(status);
    expect(await countLetters(world)).toBe(0);
  });

  it.each<[string, SendMailOptions]>([
    ['an answer of a machine', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['a list', { headers: { Precedence: 'bulk' } }],
    ['nobody', { envelope: { from: '', to: LETTERS } }],
  ])('is dropped, and answered by nobody, if it is from %s', async (_, mail) => {
    await using world = await openWorld();
    expect(await world.send(mail)).toBeNull();
    expect(await countLetters(world)).toBe(0);
    expect(await world.notices()).toEqual([]);
  });

  it('R8: is refused by a city that takes letters of registered petitioners only', async () => {
    await using world = await openWorld({ mustRegister: true });
    expect(await world.send({})).toBe(550);
    expect(await countLetters(world)).toBe(0);
  });

  it('is put off where one sender writes more than twenty in an hour', async () => {
    await using world = await openWorld();
    const statuses: (number | null)[] = [];
    for (let count = 0; count < 21; count += 1)
      statuses.push(await world.send({ messageId: `<m${count}@petitioner.example>` }));
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => null), 450]);
  });
});

describe('a receipt by mail', () => {
  it('waits for the mail server, through a restart, and is sealed until it is sent', async () => {
    await using world = await openWorld();
    const { mailbox, petitioners } = world;
    petitioners.answerWith(451);
    await world.send({});
    await eventually(async () => (await world.notices())[0]?.last_error === 'SMTP_451');
    const [waiting] = await world.notices();
    expect(waiting).toMatchObject({ state: 'QUEUED' });
    expect(waiting?.sealed).toMatch(/^sealed:first:/);
    petitioners.answerWith(null);
    const { personalDataKeys } = mailbox;
    const rotated = createTestKeys('first', 'second');
    await mailbox.restart({
      ...rotated,
      index: personalDataKeys.index,
      keys: new Map([...rotated.keys, ...personalDataKeys.keys]),
    });
    mailbox.clock.set('2026-03-02T01:05:00Z');
    await petitioners.inbox.reached(1);
    await eventually(async () => (await world.notices())[0]?.state === 'DELIVERED');
    expect(await world.notices()).toMatchObject([{ last_error: null }]);
  });

  it('R96: that could not be sent is erased with who wrote, by the years of the profile', async () => {
    await using world = await openWorld();
    const { mailbox, petitioners } = world;
    petitioners.answerWith(451);
    await world.send({});
    await eventually(async () => (await world.notices())[0]?.last_error === 'SMTP_451');
    mailbox.clock.set('2037-03-03T01:00:00Z');
    await mailbox.restart(mailbox.personalDataKeys);
    await eventually(async () => (await world.notices())[0]?.sealed === null);
    expect(await world.notices()).toMatchObject([{ state: 'FAILED', last_error: 'ERASED' }]);
  });

  it('R76: that no server takes has failed, and casework is told', async () => {
    await using world = await openWorld();
    const { mailbox, petitioners } = world;
    petitioners.answerWith(550);
    await world.send({});
    await mailbox.casework.reports.reached(1);
    expect(mailbox.casework.reports.items).toMatchObject([{ kind: 'RECEIPT', outcome: 'FAILED' }]);
    expect(await world.notices()).toMatchObject([
      { state: 'FAILED', last_error: 'SMTP_550', sealed: expect.stringMatching(/^sealed:/) },
    ]);
  });

  it('that comes back has failed; one that is only late has not', async () => {
    await using world = await openWorld();
    const { mailbox, petitioners } = world;
    await world.send({});
    await mailbox.casework.reports.reached(1);
    const [mail] = petitioners.inbox.items;
    const report = (action: string): SendMailOptions => ({
      envelope: { from: '', to: NOREPLY },
      to: NOREPLY,
      subject: 'Delivery Status',
      text: `Action: ${action}\nMessage-ID: ${mail?.messageId}\n`,
    });
    expect(await world.send(report('delayed'))).toBeNull();
    expect(await world.notices()).toMatchObject([{ state: 'DELIVERED' }]);
    expect(await world.send(report('failed'))).toBeNull();
    await mailbox.casework.reports.reached(2);
    expect(await world.notices()).toMatchObject([{ state: 'FAILED', last_error: 'BOUNCED' }]);
  });
});

describe('the mail server', () => {
  it('says nothing of its certificate where it has none, and signs nobody in', async () => {
    await using world = await openWorld();
    const socket = connect(world.mailbox.doors().smtpPort ?? 0, '127.0.0.1');
    let heard = '';
    socket.on('data', (data: Buffer) => {
      heard += data.toString();
      if (heard.endsWith('mailbox\r\n')) socket.write('EHLO there\r\n');
      if (heard.includes('250 ')) socket.end();
    });
    await new Promise((resolve) => socket.on('close', resolve));
    expect(heard).toContain(`SIZE ${MAX_BYTES}`);
    expect(heard).not.toMatch(/STARTTLS|AUTH/);
  });
});
