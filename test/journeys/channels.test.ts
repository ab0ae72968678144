import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import {
  startPetitionersMail,
  type PetitionersMail,
} from '../subgraphs/kit/mailbox/channels/mail-server-stand-in.ts';
import {
  startSmsProvider,
  type TestSmsProvider,
} from '../subgraphs/kit/mailbox/channels/sms-provider/sms-provider.ts';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { eventually } from './support/eventually.ts';
import { DEADLINES, deadlineOf, type Officer } from './support/officer.ts';

const NUMBER = '1069012345';
const CODE = /查询码：?([A-Z0-9-]+)/;
const NOTICES = 'petition { notices { kind medium state attempts lastError templateVersion } }';

let city: DatedCity;
let bureau: Officer;
let mail: PetitionersMail;
let provider: TestSmsProvider;
const opened = new AsyncDisposableStack();
beforeAll(async () => {
  mail = opened.use(await startPetitionersMail());
  provider = opened.use(await startSmsProvider());
  const out = { mailOut: { url: mail.url }, sms: provider.settings };
  city = opened.use(
    await openDatedCity('hangzhou', '2016-09-30 10:00', {
      mayor: { ...out, mailIn: { port: 0, maxBytes: 100_000, tls: null }, webhook: { port: 0 } },
      national: { ...out, mailIn: null, webhook: null },
    }),
  );
  bureau = await city.as('city-bureau');
});
afterAll(() => opened.disposeAsync());

const shanghai = (time: string): Date => new Date(`${time.replace(' ', 'T')}+08:00`);

function callMayor(path: string, body: object, at: string): Promise<number> {
  return provider.call(`${city.doors.webhookUrl ?? ''}${path}`, body, shanghai(at));
}

/** The text message that went to a telephone, once the provider has it. */
function messageTo(phone: string): Promise<{ id: string; text: string }> {
  return eventually(async () => (await provider.read()).messages.find(({ to }) => to === phone));
}

async function noticesOf(caseId: string): Promise<Record<string, unknown>[]> {
  return (await bureau.reads(caseId, NOTICES)).petition.notices as Record<string, unknown>[];
}

describe('Hangzhou, 2016-09-30: letters by other ways than the portal', () => {
  it('R73, R76: a text message becomes a letter; its receipt waits for the provider, goes out once, and is met by 10-08', async () => {
    await provider.set('down');
    const sms = {
      id: 'provider-1',
      from: '13900000930',
      to: NUMBER,
      text: '西湖区某路段连续多日夜间占道施工，噪声扰民，请尽快处理。',
    };
    expect(await callMayor('/sms/messages', sms, '2016-09-30 09:40')).toBe(401);
    expect(await callMayor('/sms/messages', sms, '2016-09-30 10:00')).toBe(202);
    expect(await callMayor('/sms/messages', sms, '2016-09-30 10:00')).toBe(202);
    const caseId = await eventually(async () => {
      const { cases } = await bureau.ask(
        '{ cases(filter: { channels: [SMS] }) { edges { node { id } } } }',
      );
      expect(cases.edges.length).toBeLessThan(2);
      return cases.edges[0]?.node.id as string | undefined;
    });
    await eventually(async () => {
      const [receipt] = await noticesOf(caseId);
      const isTriedAgain = Number(receipt?.attempts) > 1;
      return isTriedAgain && receipt?.lastError === 'HTTP_503' && receipt.state === 'QUEUED';
    });
    const owed = deadlineOf(await bureau.reads(caseId, DEADLINES), 'RECEIPT_NOTICE');
    expect(owed).toMatchObject({ rule: 'R76', dueOn: '2016-10-08', metAt: null });
    expect(
      (await bureau.reads(caseId, 'petition { channel title petitioner { name phone } }')).petition,
    ).toEqual({
      channel: 'SMS',
      title: '西湖区某路段连续多日夜间占道施工，噪声扰民，请尽快处理。',
      petitioner: { name: '短信来信人', phone: '13900000930' },
    });

    city.setClock('2016-10-08 09:00');
    await provider.set('up');
    const sent = await messageTo('13900000930');
    expect((await provider.read()).messages.filter(({ to }) => to === '13900000930')).toHaveLength(
      1,
    );
    expect(sent.text).toMatch(/^【杭州市网上信访】您的诉求已于2016年9月30日收到/);
    await eventually(async () => (await noticesOf(caseId))[0]?.state === 'SENT');
    const receipt = { id: sent.id, state: 'DELIVERED' };
    expect(await callMayor('/sms/receipts', receipt, '2016-10-08 09:00')).toBe(202);
    const met = await eventually(async () => {
      const deadline = deadlineOf(await bureau.reads(caseId, DEADLINES), 'RECEIPT_NOTICE');
      return deadline.metAt ? deadline : null;
    });
    expect(met).toMatchObject({ metAt: '2016-10-08T01:00:00.000Z', isOverdue: false });
    expect(await noticesOf(caseId)).toMatchObject([
      { kind: 'RECEIPT', medium: 'SMS', state: 'DELIVERED', templateVersion: 1 },
    ]);
    const queryCode = CODE.exec(sent.text)?.[1] ?? '';
    const nobody = await city.as(null);
    const { caseStatus } = await nobody.ask(
      'query ($code: String!) { caseStatus(queryCode: $code) { state } }',
      {
        code: queryCode,
      },
    );
    expect(caseStatus).toEqual({ state: 'REGISTERED' });
  });

  it('R3, R15, R76: a mail to a vice-mayor becomes a letter to them, is answered with its query code, and its writer told of what follows', async () => {
    city.setClock('2016-10-08 10:00');
    const petitioner = createTransport({ host: '127.0.0.1', port: city.doors.smtpPort ?? 0 });
    const letter = {
      from: { name: '陈小满', address: 'chen@petitioner.example' },
      to: 'vice-mayor-construction@hangzhou.example',
      subject: '关于老旧小区加装电梯的建议',
      text: '建议简化加装电梯的审批手续。',
      messageId: '<letter-1@petitioner.example>',
    };
    await petitioner.sendMail(letter);
    await petitioner.sendMail(letter);
    petitioner.close();
    await mail.inbox.reached(1);
    const [answer] = mail.inbox.items;
    expect(answer).toMatchObject({
      subject: '【杭州市网上信访】您的来信已收到',
      inReplyTo: '<letter-1@petitioner.example>',
      from: { text: '"杭州市信访局" <noreply@hangzhou.example>' },
      to: { text: 'chen@petitioner.example' },
    });
    expect(answer?.headers.get('auto-submitted')).toBe('auto-replied');
    expect(answer?.text).not.toContain('电梯');
    const queryCode = CODE.exec(answer?.text ?? '')?.[1] ?? '';
    const caseId = await eventually(() => bureau.findsCase(queryCode).catch(() => null));
    const { petition } = await bureau.reads(
      caseId,
      'petition { channel type petitioner { name email } ... on MayorPetition { leader { id } } }',
    );
    expect(petition).toEqual({
      channel: 'EMAIL',
      type: 'SUGGESTION',
      petitioner: { name: '陈小满', email: 'chen@petitioner.example' },
      leader: { id: city.profile.leaders[2]?.id },
    });
    await eventually(
      async () => deadlineOf(await bureau.reads(caseId, DEADLINES), 'RECEIPT_NOTICE').metAt,
    );

    await bureau.does('acceptCase', { caseId });
    await mail.inbox.reached(2);
    expect(mail.inbox.items[1]?.subject).toBe('【杭州市网上信访】您的信访事项已受理');
    expect(mail.inbox.items).toHaveLength(2);
  });

  it('R73, R75: a matter from above is told by text message within three working days', async () => {
    city.setClock('2016-09-30 10:00');
    const letter = {
      ...{ type: 'HELP', title: '人民网留言', content: '请帮助解决供水问题。' },
      petitioner: { name: '林晓', phone: '13900000931' },
    };
    const { petition } = (
      await bureau.ask(
        `mutation ($letter: LetterInput!) {
          submitNationalPetition(letter: $letter, upstreamChannel: "people-daily", upstreamNumber: "2016-1") {
            petition { id }
          }
        }`,
        { letter },
      )
    ).submitNationalPetition;
    const sent = await messageTo('13900000931');
    const caseId = await caseOfNational(petition.id as string);
    const owed = deadlineOf(await bureau.reads(caseId, DEADLINES), 'RECEIPT_NOTICE');
    expect(owed).toMatchObject({ rule: 'R75', dueOn: '2016-10-10', metAt: null });
    expect(sent.text).toMatch(CODE);
  });

  it.each([
    ['LETTER', '13900000941'],
    ['VISIT', '13900000942'],
    ['PHONE', '13900000943'],
  ])(
    'R40, R47, R75: a matter by %s that staff writes down is told like the others',
    async (channel, phone) => {
      const letter = {
        ...{ type: 'COMPLAINT', title: '窗口服务', content: '窗口排队时间过长。', channel },
        petitioner: { name: '林晓', phone },
      };
      const submit =
        'mutation ($letter: LetterInput!) { submitMayorPetition(letter: $letter) { queryCode petition { channel isAssisted } } }';
      const citizen = await city.as('citizen-li');
      expect((await citizen.refusal(submit, { letter })).extensions.argument).toBe(
        'letter.channel',
      );
      const { queryCode, petition } = (await bureau.ask(submit, { letter })).submitMayorPetition;
      expect(petition).toEqual({ channel, isAssisted: true });
      expect((await messageTo(phone)).text).toContain(queryCode);
    },
  );

  it('R76: a number that cannot be reached stands in the worklist, is overdue in time, and is told by staff', async () => {
    await provider.set('refusing');
    const sms = { id: 'provider-2', from: '13900000932', to: NUMBER, text: '公交站台没有雨棚。' };
    expect(await callMayor('/sms/messages', sms, '2016-09-30 10:00')).toBe(202);
    const worklist = (filter: string): Promise<any> =>
      bureau.ask(`{ cases(filter: { ${filter} }) { edges { node { id } } } }`);
    const caseId = await eventually(async () => {
      const { cases } = await worklist('hasFailedNotice: true');
      return cases.edges[0]?.node.id as string | undefined;
    });
    expect(await noticesOf(caseId)).toMatchObject([
      { state: 'FAILED', lastError: 'NUMBER_BARRED' },
    ]);
    city.setClock('2016-10-09 00:00');
    const { cases } = await worklist('isOverdue: true, channels: [SMS]');
    expect(cases.edges).toEqual([{ node: { id: caseId } }]);
    await bureau.does('notifyReceipt', { caseId });
    expect((await worklist('hasFailedNotice: true')).cases.edges).toEqual([]);
    await provider.set('up');
  });

  it('R96: who may not see who wrote does not see how they were told', async () => {
    const { cases } = await bureau.ask(
      '{ cases(filter: { channels: [EMAIL] }) { edges { node { petition { id notices { kind } } } } } }',
    );
    const { id, notices } = cases.edges[0].node.petition as { id: string; notices: unknown };
    expect(notices).toEqual([{ kind: 'RECEIPT' }, { kind: 'ACCEPTED' }]);
    const unit = await city.as('department-environment');
    const query = 'query ($id: ID!) { mayorPetition(id: $id) { notices { kind } } }';
    expect((await unit.ask(query, { id })).mayorPetition).toEqual({ notices: null });
  });
});

function caseOfNational(id: string): Promise<string> {
  return eventually(async () => {
    const { data } = await bureau.send(
      'query ($id: ID!) { nationalPetition(id: $id) { case { id } } }',
      { id },
    );
    return data?.nationalPetition?.case?.id as string | undefined;
  });
}
