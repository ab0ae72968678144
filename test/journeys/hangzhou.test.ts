import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { DEADLINES, deadlineOf, type Officer } from './support/officer.ts';

/** Here staff enters it and says by an act that its sender was told; in channels.test.ts its provider brings it. */
const SMS = {
  type: 'COMPLAINT',
  title: '夜间占道施工噪声扰民',
  content: '西湖区某路段连续多日夜间占道施工，噪声扰民，请尽快处理。',
  petitioner: { name: '陈小满', phone: '13900000930' },
  channel: 'SMS',
};
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { queryCode }
}`;
const ALERTS = `subscription ($after: String) {
  overdueAlert(minLevel: OVERDUE, after: $after) { alert { level unit { name } deadline { rule dueOn } } }
}`;
const UNIT = 'department:urban-management';

let city: DatedCity;
let bureau: Officer;
let unit: Officer;
beforeAll(async () => {
  city = await openDatedCity('hangzhou', '2016-09-30 10:00');
  bureau = await city.as('city-bureau');
  unit = await city.as('department-urban-management');
});
afterAll(async () => city[Symbol.asyncDispose]());

async function registered(): Promise<{ queryCode: string; caseId: string }> {
  const citizen = await city.as('citizen-li');
  const { extensions } = await citizen.refusal(SUBMIT, { letter: SMS });
  expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'letter.channel' });
  const { queryCode } = (await bureau.ask(SUBMIT, { letter: SMS })).submitMayorPetition;
  return { queryCode, caseId: await bureau.findsCase(queryCode) };
}

describe('Hangzhou, 2016-09-30: an SMS', () => {
  it('R76 R82 R83 R84 R85 R86 R89 R90 R91 R92 R94 from the receipt over two urges, circular and supervision to the archive', async () => {
    const { queryCode, caseId } = await registered();
    expect(deadlineOf(await bureau.reads(caseId, DEADLINES), 'RECEIPT_NOTICE')).toMatchObject({
      rule: 'R76',
      dueOn: '2016-10-08',
      explanation:
        '依据杭州市12345网上信访服务规范“电子邮件1个工作日；手机短信1个工作日”（R76），期限1个工作日；自2016-09-30（登记）起算，当日不计；计入2016-10-08的1个工作日；国庆节放假2016-10-01至2016-10-07，7天不计；2016-10-08为国庆节调休上班日，计入；2016-10-08届满。',
    });
    await bureau.does('acceptCase', { caseId });
    expect(await unit.isRefused('issueMandate', { caseId, unit: UNIT })).toContain('NOT_FOUND');
    const { assignment } = await bureau.does('issueMandate', { caseId, unit: UNIT });
    const assignmentId = assignment.id as string;
    await unit.does('receiveAssignment', { assignmentId });
    const owed = await bureau.reads(caseId, DEADLINES);
    const leg = deadlineOf(owed, 'ASSIGNMENT', UNIT);
    expect(deadlineOf(owed, 'HANDLING').dueOn).toBe('2016-10-12');
    expect(leg).toMatchObject({
      rule: 'R86',
      dueOn: '2016-10-12',
      explanation:
        '依据杭州市12345网上信访服务规范“3个至5个工作日内予以反馈”（R86），期限5个工作日；自2016-09-30（签收）起算，当日不计；计入2016-10-08至2016-10-12的5个工作日；国庆节放假2016-10-01至2016-10-07，7天不计；2016-10-08为国庆节调休上班日，计入；2016-10-09为国庆节调休上班日，计入；2016-10-12届满。',
    });

    city.setClock('2016-10-08 09:00');
    expect(await unit.isRefused('notifyReceipt', { caseId })).toContain(
      'expected a notice of receipt that you owe',
    );
    await bureau.does('notifyReceipt', { caseId });
    const notice = deadlineOf(await bureau.reads(caseId, DEADLINES), 'RECEIPT_NOTICE');
    expect(notice).toMatchObject({ metAt: '2016-10-08T01:00:00.000Z', isOverdue: false });

    await pressed(caseId, leg.id as string);
    await supervised(caseId, queryCode);
    const replyId = await reviewed(caseId, assignmentId);
    await closed(caseId, replyId, queryCode);
    await counted(caseId);
  });
});

/** R82, R83: two urges without result, then the circular; the unit sees the pressure live. */
async function pressed(caseId: string, deadlineId: string): Promise<void> {
  await using alerts = await city.listen('department-urban-management', ALERTS);
  const raised = async (): Promise<unknown> => (await alerts.next()).overdueAlert.alert;
  const alert = (level: string) => ({
    level,
    unit: { name: '市城市管理委员会' },
    deadline: { rule: 'R86', dueOn: '2016-10-12' },
  });
  city.setClock('2016-10-12 23:59');
  expect(await bureau.isRefused('urge', { deadlineId })).toContain('R82');
  city.setClock('2016-10-13 00:00');
  expect(await raised()).toEqual(alert('OVERDUE'));
  expect(await unit.isRefused('urge', { deadlineId })).toContain('FORBIDDEN');
  await bureau.does('urge', { deadlineId, note: '请尽快反馈' });
  expect(await raised()).toEqual(alert('URGED_ONCE'));
  expect(await bureau.isRefused('issueCircular', { deadlineId })).toContain(
    'R83: expected 2 urges without result, but got 1',
  );
  city.setClock('2016-10-14 09:00');
  await bureau.does('urge', { deadlineId, note: '再次催办' });
  expect(await raised()).toEqual(alert('URGED_TWICE'));
  expect(await unit.isRefused('issueCircular', { deadlineId })).toContain('FORBIDDEN');
  await bureau.does('issueCircular', { deadlineId });
  expect(await raised()).toEqual(alert('CIRCULATED'));
  expect(await bureau.reads(caseId, 'circulars { accountabilityProposal }')).toEqual({
    circulars: [{ accountabilityProposal: '建议约谈负责人' }],
  });
}

/** R84, R85: Form B; copies to the unit and, under the query code, to the petitioner. */
async function supervised(caseId: string, queryCode: string): Promise<void> {
  city.setClock('2016-10-17 09:00');
  expect(await unit.isRefused('openSupervision', { caseId })).toContain('FORBIDDEN');
  const { case: opened } = await bureau.does('openSupervision', { caseId, reason: '疑难事项' });
  const supervisionId = opened.supervisions[0].id as string;
  const visit = { supervisionId, visitedAt: '2016-10-17T21:30:00+08:00', place: '施工现场' };
  city.setClock('2016-10-18 09:00');
  expect(await bureau.isRefused('recordSiteVisit', visit)).toContain('expected CONSENT');
  await bureau.does('consentToSupervision', { supervisionId, approvedBy: '王主任' });
  expect(await bureau.isRefused('recordSiteVisit', { ...visit, officers: ['张三'] })).toContain(
    'at least 2 officers',
  );
  await bureau.does('recordSiteVisit', visit);
  await bureau.does('deliverSupervision', { supervisionId, content: '停止夜间占道施工' });
  const copies = 'supervisions { resultKind result deliveredTo { name } }';
  const expected = [
    {
      resultKind: 'OPINION',
      result: '停止夜间占道施工',
      deliveredTo: [{ name: '市城市管理委员会' }],
    },
  ];
  expect((await unit.reads(caseId, copies)).supervisions).toEqual(expected);
  expect((await statusOf(queryCode, copies)).supervisions).toEqual(expected);
}

/** R89, R90: the unit's head signs, the bureau calls back. */
async function reviewed(caseId: string, assignmentId: string): Promise<string> {
  city.setClock('2016-10-19 09:00');
  await unit.does('giveFeedback', { assignmentId, content: '已责令停止夜间施工' });
  expect(await unit.isRefused('replyToPetitioner', { caseId })).toContain('R64');
  const answer = { caseId, content: '已责令停止夜间施工。', visibility: 'PRIVATE' };
  const { reply } = await bureau.does('replyToPetitioner', answer);
  expect(await bureau.isRefused('concludeCase', { caseId })).toContain(
    'R89: expected first and second review',
  );
  expect(await bureau.isRefused('reviewSecond', { caseId })).toContain('ILLEGAL_MOVE');
  expect(await unit.isRefused('reviewFirst', { caseId, petitionerOpinion: '' })).toContain(
    'petitionerOpinion',
  );
  await unit.does('reviewFirst', { caseId, signedBy: '李主任', petitionerOpinion: '满意' });
  expect(await unit.isRefused('reviewSecond', { caseId })).toContain('FORBIDDEN');
  expect(await bureau.isRefused('reviewSecond', { caseId, remark: '' })).toContain('remark');
  await bureau.does('reviewSecond', { caseId, remark: '电话回访，施工已停' });
  return reply.id as string;
}

/** R91, R92: published, closed, archived, and from then on nothing changes. */
async function closed(caseId: string, replyId: string, queryCode: string): Promise<void> {
  city.setClock('2016-10-25 23:59');
  expect(await unit.isRefused('publishReply', { replyId })).toContain('FORBIDDEN');
  await bureau.does('publishReply', { replyId });
  expect(await bureau.isRefused('archiveCase', { caseId })).toContain('ILLEGAL_MOVE');
  await bureau.does('concludeCase', { caseId });
  await bureau.does('archiveCase', { caseId });
  expect(await bureau.isRefused('recordExample', { caseId })).toContain('ILLEGAL_MOVE');
  expect(await statusOf(queryCode, 'state replies { visibility unit { name } }')).toEqual({
    state: 'ARCHIVED',
    replies: [{ visibility: 'PUBLIC', unit: { name: '市信访局' } }],
  });
}

/** R94, R95: in the October that ends on the 25th, and not in November; the next second is November's. */
async function counted(caseId: string): Promise<void> {
  city.setClock('2016-10-26 00:00');
  const { queryCode } = (await bureau.ask(SUBMIT, { letter: SMS })).submitMayorPetition;
  const nextId = await bureau.findsCase(queryCode as string);
  const { october, november } = await bureau.ask(`{
    october: statistics(period: { kind: STATISTICS_MONTH, of: "2016-10" }) { ...Counted }
    november: statistics(period: { kind: STATISTICS_MONTH, of: "2016-11" }) { ...Counted }
  }
  fragment Counted on Statistics {
    period { from to rule citation }
    figures(of: [RECEIVED, CONCLUDED, PUBLISHED]) { count cases { edges { node { id } } } }
  }`);
  expect(october.period).toEqual({
    from: '2016-09-26',
    to: '2016-10-25',
    rule: 'R94',
    citation: '上月26日至当月25日',
  });
  const of = (id: string): object => ({ count: 1, cases: { edges: [{ node: { id } }] } });
  const none = { count: 0, cases: { edges: [] } };
  expect(october.figures).toEqual([of(caseId), of(caseId), of(caseId)]);
  expect(november.figures).toEqual([of(nextId), none, none]);
  const period = '{ statistics(period: { kind: STATISTICS_MONTH }) { asOf } }';
  const citizen = await city.as('citizen-li');
  expect((await citizen.refusal(period)).extensions.code).toBe('FORBIDDEN');
}

async function statusOf(code: string, fields: string): Promise<any> {
  const nobody = await city.as(null);
  const query = `query ($code: String!) { caseStatus(queryCode: $code) { ${fields} } }`;
  return (await nobody.ask(query, { code })).caseStatus;
}
