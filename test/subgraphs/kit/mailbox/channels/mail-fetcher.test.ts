import { describe, expect, it } from '@jest/globals';
import type { SendMailOptions } from 'nodemailer';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../../../journeys/support/eventually.ts';
import { CITY_BUREAU, openMailbox, type MailboxWorld } from '../mailbox-world.ts';
import { startImapServer, type TestImapServer } from './imap-server/imap-server.ts';

interface FetchWorld extends AsyncDisposable {
  server: TestImapServer;
  mailbox: MailboxWorld;
  /** Message-IDs need not be unique, titles are. */
  titles(): Promise<string[]>;
}

async function openWorld(change: Parameters<typeof startImapServer>[0] = {}): Promise<FetchWorld> {
  await using resources = new AsyncDisposableStack();
  const server = resources.use(await startImapServer(change));
  const mailbox = resources.use(
    await openMailbox(createMayor, {
      ...{ schema: 'mayor', prefix: 'mayor' },
      channels: {
        mailOut: null,
        mailIn: null,
        mailFetch: server.settings,
        sms: null,
        webhook: null,
      },
    }),
  );
  const held = resources.move();
  return {
    server,
    mailbox,
    titles: () => titlesIn(mailbox),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function titlesIn(mailbox: MailboxWorld): Promise<string[]> {
  const rows = await mailbox.read<{ id: string }>('select id from petition order by id');
  const titles = await Promise.all(
    rows.map(async ({ id }) => {
      const query = 'query ($id: ID!) { mayorPetition(id: $id) { title } }';
      const { data } = await mailbox.ask(CITY_BUREAU, query, { id });
      return (data?.mayorPetition as { title: string }).title;
    }),
  );
  return titles.toSorted();
}

/** UIDs of the mails that wait for their turn. */
async function putOffIn(mailbox: MailboxWorld): Promise<number[]> {
  const rows = await mailbox.read<{ uid: number }>('select uid::int as uid from imap_put_off');
  return rows.map(({ uid }) => uid);
}

function mail(change: SendMailOptions = {}): SendMailOptions {
  return {
    from: { name: '陈小满', address: 'chen@petitioner.example' },
    to: 'letters@guangan.example',
    subject: '路灯不亮',
    text: '门口路灯坏了三个月。',
    messageId: '<one@petitioner.example>',
    ...change,
  };
}

const numbered = (number: number): SendMailOptions =>
  mail({ subject: `第${number}封`, messageId: `<m${number}@petitioner.example>` });

async function flagsOf({ server }: FetchWorld): Promise<string[][]> {
  return (await server.inbox()).map(({ flags }) => flags.filter((flag) => flag !== '\\Recent'));
}

describe('a mail in a box of the mail server', () => {
  it.each(['TLS', 'STARTTLS'] as const)(
    'R15: is fetched over %s, becomes one letter by mail and is marked as seen',
    async (security) => {
      await using world = await openWorld({ security });
      await world.server.deliver(mail());
      await eventually(async () => (await flagsOf(world))[0]?.includes('\\Seen'));
      const [{ id } = { id: '' }] = await world.mailbox.read<{ id: string }>(
        'select id from petition',
      );
      const { data } = await world.mailbox.ask(
        CITY_BUREAU,
        `query ($id: ID!) { mayorPetition(id: $id) {
          channel title content petitioner { name email } leader { id } } }`,
        { id },
      );
      expect(data?.mayorPetition).toEqual({
        ...{ channel: 'EMAIL', title: '路灯不亮', content: '门口路灯坏了三个月。', leader: null },
        petitioner: { name: '陈小满', email: 'chen@petitioner.example' },
      });
    },
  );

  it('R15: goes to the folder of what is done, where the city has one', async () => {
    await using world = await openWorld({ doneFolder: 'Done' });
    await world.server.deliver(mail());
    const [done] = await eventually(async () => {
      const mails = await world.server.done();
      return mails.length > 0 ? mails : null;
    });
    expect(done?.flags).toContain('\\Seen');
    expect(await world.server.inbox()).toEqual([]);
    expect(await world.titles()).toEqual(['路灯不亮']);
  });

  it('R3: is for the address that its envelope named, else as it says itself, in blind copy too', async () => {
    await using world = await openWorld();
    const nobody = { to: 'somebody@else.example' };
    const mails: SendMailOptions[] = [
      { ...nobody, headers: { 'X-Original-To': 'mayor@guangan.example' } },
      { to: 'nobody@else.example', cc: 'Construction@guangan.example' },
      nobody,
    ];
    for (const [index, change] of mails.entries())
      await world.server.deliver({ ...numbered(index + 1), ...change });
    await eventually(async () => (await world.titles()).length === 3);
    const rows = await world.mailbox.read('select leader from petition order by submitted_at, id');
    expect(rows).toEqual([
      { leader: 'leader:mayor' },
      { leader: 'leader:vice-mayor-construction' },
      { leader: null },
    ]);
  });
});

describe('mails that are no letters', () => {
  it.each<[string, SendMailOptions]>([
    ['too large', { text: '长'.repeat(20_000) }],
    ['without any text', { subject: '', text: '' }],
    ['longer than a letter may be', { text: 'a'.repeat(10_001) }],
  ])('stay unread with a flag, for a person: %s', async (_, change) => {
    await using world = await openWorld();
    await world.server.deliver(mail(change));
    await world.server.deliver(numbered(2));
    await eventually(async () => (await flagsOf(world))[1]?.includes('\\Seen'));
    expect(await flagsOf(world)).toEqual([['\\Flagged'], ['\\Seen']]);
    expect(await world.titles()).toEqual(['第2封']);
  });

  it('are put away where a machine wrote them, or somebody had read them before we first came', async () => {
    await using server = await startImapServer();
    await server.deliver(mail({ subject: '旧信' }), ['\\Seen']);
    await server.deliver(mail({ headers: { 'Auto-Submitted': 'auto-replied' } }));
    await server.deliver(numbered(3));
    await using mailbox = await openMailbox(createMayor, {
      ...{ schema: 'mayor', prefix: 'mayor' },
      channels: {
        mailOut: null,
        mailIn: null,
        mailFetch: server.settings,
        sms: null,
        webhook: null,
      },
    });
    await eventually(async () => (await server.inbox())[2]?.flags.includes('\\Seen'));
    expect(await titlesIn(mailbox)).toEqual(['第3封']);
    expect((await server.inbox())[1]?.flags).toContain('\\Seen');
  });
});

describe('fetching mails', () => {
  it('R15: makes one letter where the connection breaks before the mail is marked, and marks it later', async () => {
    await using world = await openWorld();
    const { server, mailbox } = world;
    await server.breakAtStore(true);
    await server.deliver(mail());
    await eventually(async () => (await world.titles()).length === 1);
    await mailbox.restart(mailbox.personalDataKeys);
    await server.breakAtStore(false);
    await eventually(async () => (await flagsOf(world))[0]?.includes('\\Seen'));
    await server.deliver(numbered(2));
    await eventually(async () => (await flagsOf(world))[1]?.includes('\\Seen'));
    expect(await world.titles()).toEqual(['第2封', '路灯不亮']);
  });

  it('R15: goes on when the mail server is back, and reads what a person opened meanwhile', async () => {
    await using world = await openWorld();
    const { server } = world;
    await server.deliver(numbered(1));
    await eventually(async () => (await flagsOf(world))[0]?.includes('\\Seen'));
    await server.stop();
    await server.start();
    await server.deliver(numbered(2), ['\\Seen']);
    await server.deliver(numbered(3));
    await eventually(async () => (await world.titles()).length === 3);
    expect(await world.titles()).toEqual(['第1封', '第2封', '第3封']);
  });

  it('R15: makes no second letter of a mail that the server has numbered anew', async () => {
    await using world = await openWorld();
    const { server } = world;
    await server.breakAtStore(true);
    await server.deliver(numbered(1));
    await eventually(async () => (await world.titles()).length === 1);
    await server.stop();
    await server.start({ renumbered: true });
    await server.deliver(numbered(2));
    await eventually(async () => (await flagsOf(world))[1]?.includes('\\Seen'));
    expect(await world.titles()).toEqual(['第1封', '第2封']);
    const cursor = 'select uid_validity, last_uid::int as last_uid from imap_cursor';
    expect(await world.mailbox.read(cursor)).toEqual([{ uid_validity: '8', last_uid: 102 }]);
  });

  it('R15: takes what one sender writes too fast an hour later, restarted or not, and holds up nobody else', async () => {
    await using world = await openWorld();
    const { server, mailbox } = world;
    for (let number = 1; number <= 21; number += 1) await server.deliver(numbered(number));
    await server.deliver({ ...numbered(22), from: 'li@petitioner.example' });
    await eventually(async () => (await flagsOf(world))[21]?.includes('\\Seen'));
    expect((await flagsOf(world)).slice(19, 21)).toEqual([['\\Seen'], []]);
    // Whoever starts anew has counted nobody yet.
    await mailbox.restart(mailbox.personalDataKeys);
    mailbox.clock.set('2026-03-02T01:59:00Z');
    await server.deliver(numbered(23));
    await eventually(async () => (await flagsOf(world))[22]?.includes('\\Seen'));
    expect((await flagsOf(world))[20]).toEqual([]);
    expect(await world.titles()).not.toContain('第21封');
    mailbox.clock.set('2026-03-02T02:01:00Z');
    await eventually(async () => (await flagsOf(world))[20]?.includes('\\Seen'));
    expect(await world.titles()).toHaveLength(23);
    expect(await putOffIn(mailbox)).toEqual([]);
  });

  it('R15: leaves what was too much for five days for a person', async () => {
    await using world = await openWorld();
    const { server, mailbox } = world;
    for (let number = 1; number <= 41; number += 1) await server.deliver(numbered(number));
    await eventually(async () => (await putOffIn(mailbox)).length === 21);
    mailbox.clock.set('2026-03-07T01:01:00Z');
    await eventually(async () => (await flagsOf(world))[40]?.includes('\\Flagged'));
    await eventually(async () => (await flagsOf(world))[39]?.includes('\\Seen'));
    expect(await world.titles()).toHaveLength(40);
    expect(await putOffIn(mailbox)).toEqual([]);
  });

  it('R15: forgets what was put off where the box was numbered anew, and makes one letter of it', async () => {
    await using world = await openWorld();
    const { server, mailbox } = world;
    for (let number = 1; number <= 21; number += 1) await server.deliver(numbered(number));
    await eventually(async () => (await flagsOf(world))[19]?.includes('\\Seen'));
    await eventually(async () => (await putOffIn(mailbox)).includes(21));
    await server.stop();
    await server.start({ renumbered: true });
    await eventually(async () => (await putOffIn(mailbox)).includes(121));
    expect(await putOffIn(mailbox)).toEqual([121]);
    mailbox.clock.set('2026-03-02T02:01:00Z');
    await eventually(async () => (await flagsOf(world))[20]?.includes('\\Seen'));
    expect(await world.titles()).toHaveLength(21);
  });

  it('signs in nowhere that it cannot verify, nor without its password', async () => {
    for (const change of [{ ca: null }, { password: 'wrong' }]) {
      await using world = await openWorld(change);
      await world.server.deliver(mail());
      // Another door shows that the mailbox itself is there.
      await eventually(
        async () => (await world.mailbox.ask(CITY_BUREAU, '{ leaders { id } }')).data,
      );
      expect(await flagsOf(world)).toEqual([[]]);
      expect(await world.titles()).toEqual([]);
    }
  });
});
