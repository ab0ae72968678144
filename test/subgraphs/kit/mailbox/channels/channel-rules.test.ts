import { describe, expect, it } from '@jest/globals';
import {
  bouncedNotices,
  isLooping,
  machineSign,
} from '../../../../../subgraphs/kit/mailbox/channels/mail/machine-mail.rules.ts';
import { isSigned, sign } from '../../../../../subgraphs/kit/mailbox/channels/sms/signature.ts';
import { readChannelSettings } from '../../../../../subgraphs/kit/mailbox/channels/read-channel-settings.ts';
import {
  mobileOf,
  recipientOf,
} from '../../../../../subgraphs/kit/mailbox/notices/recipient.rules.ts';
import { chineseDay, render } from '../../../../../subgraphs/kit/mailbox/notices/render.rules.ts';
import type { NoticeMedium } from '../../../../../subgraphs/kit/profile/notice-template.ts';

describe('a mail of a machine', () => {
  it.each([
    ['no return path', {}, ''],
    ['Auto-Submitted', { 'auto-submitted': 'auto-generated' }, 'a@b.example'],
    ['Precedence', { precedence: 'Bulk' }, 'a@b.example'],
    ['list-id', { 'list-id': '<news.example>' }, 'a@b.example'],
    ['x-autoreply', { 'x-autoreply': 'yes' }, 'a@b.example'],
    ['multipart/report', { 'content-type': 'multipart/report; boundary=x' }, 'a@b.example'],
  ])('is known by %s', (sign_, headers, from) => {
    expect(machineSign(new Map(Object.entries(headers)), from)).toBe(sign_);
  });

  it('is none where a person wrote, whatever the program', () => {
    const headers = { 'auto-submitted': 'no', precedence: 'first-class', 'x-mailer': 'Mail' };
    expect(machineSign(new Map(Object.entries(headers)), 'a@b.example')).toBeNull();
  });

  it('goes in circles after thirty servers', () => {
    expect([isLooping(30), isLooping(31)]).toEqual([false, true]);
  });
});

describe('a report of mails that came back', () => {
  const id = '0198c0de-0000-7000-8000-00000000abcd';
  it.each([
    ['names our notice', `Action: failed\nMessage-ID: <${id}@city.example>`, [id]],
    ['names it twice', `Action: failed\n<${id}@city.example> <${id}@city.example>`, [id]],
    ['only tells a delay', `Action: delayed\nMessage-ID: <${id}@city.example>`, []],
    ['is of another domain', `Action: failed\nMessage-ID: <${id}@cityxexample>`, []],
    ['names no notice', 'Action: failed\nMessage-ID: <1@city.example>', []],
  ])('%s', (_, source, expected) => {
    expect(bouncedNotices(source, 'city.example')).toEqual(expected);
  });
});

describe('a signature between the city and its provider', () => {
  const key = Buffer.alloc(32, 7);
  const now = new Date('2016-09-30T02:00:00Z');
  const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
  const header = sign(key, '{"a":1}', now);

  it('holds for five minutes, in both directions of the clock', () => {
    const body = '{"a":1}';
    const holds = [0, 300, -300, 301, -301].map((s) =>
      isSigned(key, { body, header, now: after(s) }),
    );
    expect(holds).toEqual([true, true, true, false, false]);
  });

  it.each([
    ['another body', '{"a":2}', header, key],
    ['another key', '{"a":1}', header, Buffer.alloc(32, 8)],
    ['another time', '{"a":1}', header.replace(/t=\d+/, `t=${now.getTime() / 1000 + 1}`), key],
    ['no signature', '{"a":1}', undefined, key],
    ['something else', '{"a":1}', 'v1=00', key],
  ])('does not hold for %s', (_, body, given, with_) => {
    expect(isSigned(with_, { body, header: given, now })).toBe(false);
  });
});

describe('whom a notice goes to', () => {
  const both = new Set<NoticeMedium>(['EMAIL', 'SMS']);
  const written = (
    channel: 'EMAIL' | 'SMS' | 'VISIT',
    phone: string | null,
    email: string | null,
  ) => ({
    channel,
    petitioner: {
      kind: 'PERSON' as const,
      name: '陈小满',
      phone,
      email,
      idNumber: null,
      address: null,
    },
  });

  it.each([
    [
      'R76: by mail, who wrote one',
      written('EMAIL', '13900000930', 'a@b.example'),
      both,
      'EMAIL',
      'a@b.example',
    ],
    [
      'R75: by text message, who came',
      written('VISIT', '+86 139-0000-0930', 'a@b.example'),
      both,
      'SMS',
      '13900000930',
    ],
    [
      'by mail, who has no mobile telephone',
      written('VISIT', '0826-2330000', 'a@b.example'),
      both,
      'EMAIL',
      'a@b.example',
    ],
    [
      'by the way that the city has',
      written('SMS', '13900000930', 'a@b.example'),
      new Set<NoticeMedium>(['EMAIL']),
      'EMAIL',
      'a@b.example',
    ],
  ])('%s', (_, petition, media, medium, to) => {
    expect(recipientOf(petition, media)).toEqual({ medium, to });
  });

  it('is nobody where no way leads to them', () => {
    expect(recipientOf(written('VISIT', '0826-2330000', null), both)).toBeNull();
    expect(recipientOf(written('SMS', '13900000930', null), new Set())).toBeNull();
    expect(mobileOf('+44 7911 123456')).toBe('+447911123456');
  });
});

describe('the text of a notice', () => {
  it('fills in what the template names, and nothing twice', () => {
    const template = { subject: '{city}', text: '{day}{queryCode}' };
    const variables = { city: '杭州市', day: chineseDay('2016-09-30'), queryCode: '{city}' };
    expect(render(template, variables)).toEqual({ subject: '杭州市', text: '2016年9月30日{city}' });
    expect(() => render({ subject: null, text: '{other}' }, variables)).toThrow('{other}');
  });
});

describe('settings of the channels', () => {
  const bytes = {
    ...{ HOST: '127.0.0.1', SMTP_IN_MAX_BYTES: 1, IMAP_MAX_BYTES: 1, IMAP_POLL_SECONDS: 1 },
    SMS_ASK_STATUS: false,
  };

  it('are none where nothing is set', async () => {
    const none = { mailOut: null, mailIn: null, mailFetch: null, sms: null, webhook: null };
    expect(await readChannelSettings(bytes)).toEqual(none);
  });

  it('R15: fetch mails over TLS, or over STARTTLS where the URL says imap', async () => {
    const of = async (url: string): Promise<unknown> =>
      (await readChannelSettings({ ...bytes, IMAP_URL: url })).mailFetch;
    expect(await of('imaps://letters%40city.example:p%40ss@mail.city.example')).toEqual({
      ...{ host: 'mail.city.example', port: 993, security: 'TLS', ca: null },
      ...{ user: 'letters@city.example', password: 'p@ss', folder: 'INBOX', doneFolder: null },
      ...{ maxBytes: 1, pollMs: 1_000 },
    });
    expect(await of('imap://a:b@mail.city.example:1143/Letters')).toMatchObject({
      ...{ port: 1143, security: 'STARTTLS', folder: 'Letters' },
    });
  });

  it.each([
    ['a box without a password', { IMAP_URL: 'imaps://mail.example' }, 'IMAP_URL'],
    ['a provider without a key', { SMS_URL: 'https://sms.example' }, 'SMS_URL and SMS_KEY'],
    ['a webhook without a provider', { WEBHOOK_PORT: 0 }, 'SMS_URL and SMS_KEY'],
    [
      'a certificate without its key',
      { SMTP_IN_PORT: 0, SMTP_IN_CERT: '/x' },
      'SMTP_IN_CERT and SMTP_IN_KEY',
    ],
  ])('refuse %s', async (_, settings, message) => {
    await expect(readChannelSettings({ ...bytes, ...settings })).rejects.toThrow(message);
  });
});
