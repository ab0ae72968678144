import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { eventually } from './support/eventually.ts';
import { DEADLINES, deadlineOf, type Officer } from './support/officer.ts';

const LETTER = {
  type: 'COMPLAINT',
  title: '小区门口路灯不亮',
  content: '小区门口的三盏路灯坏了一个月，老人夜里出门很不方便。',
  petitioner: { name: '李晓明', phone: '13900000001' },
};
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { queryCode }
}`;
const HOUSING = 'department:housing';
const YUECHI = 'district:511621';

let city: DatedCity;
let citizen: Officer;
let bureau: Officer;
let yuechi: Officer;
let housing: Officer;
let transport: Officer;
beforeAll(async () => {
  city = await openDatedCity('guangan', '2011-05-31 09:00');
  citizen = await city.as('citizen-li');
  bureau = await city.as('city-bureau');
  yuechi = await city.as('district-yuechi');
  housing = await city.as('department-housing');
  transport = await city.as('department-transport');
});
afterAll(async () => city[Symbol.asyncDispose]());

async function accepted(changes: Record<string, unknown> = {}): Promise<string> {
  city.setClock('2011-06-01 09:00');
  const receipt = await citizen.ask(SUBMIT, { letter: { ...LETTER, ...changes } });
  const caseId = await bureau.findsCase(receipt.submitMayorPetition.queryCode as string);
  await bureau.does('acceptCase', { caseId });
  return caseId;
}

/** Letters of May with a past: so many answered, so many still open. */
function pastLetters(answered: number, open: number): object[] {
  return Array.from({ length: answered + open }, (_none, index) => ({
    sourceNumber: `GA${String(index)}`,
    author: `U${String(index)}`,
    type: 'COMPLAINT',
    title: `第${String(index)}封来信`,
    content: '反映路灯、道路和环境卫生问题。',
    submittedAt: '2011-05-03T09:00:00+08:00',
    ...(index < answered && { reply: '已办理。', repliedAt: '2011-05-20T09:00:00+08:00' }),
  }));
}

describe('Guang’an, 2011', () => {
  it('R52 the first month: 205 items, of them 8 invalid, 105 answered, 92 under way', async () => {
    const importer = await city.as('importer');
    const letters = pastLetters(105, 92);
    const load = `mutation ($letters: [HistoricalLetterInput!]!) {
      importMayorPetitions(letters: $letters) { imported rejected { reason } }
    }`;
    const loaded = await Promise.all(
      [letters.slice(0, 100), letters.slice(100)].map((part) =>
        importer.ask(load, { letters: part }),
      ),
    );
    expect(loaded.map(({ importMayorPetitions: { imported } }) => imported)).toEqual([100, 97]);
    const invalid = await Promise.all(
      Array.from({ length: 8 }, async (_none, index) => {
        const letter = { ...LETTER, title: `测试留言${String(index)}`, content: '……' };
        return (await citizen.ask(SUBMIT, { letter })).submitMayorPetition.queryCode as string;
      }),
    );
    for (const code of invalid)
      await bureau.does('declineCase', {
        caseId: await bureau.findsCase(code),
        ground: 'INVALID',
        guidance: '内容为空，请补充后重新提交',
      });
    const count = (filter: string): string => `cases(filter: { ${filter} }) { totalCount }`;
    await eventually(async () => (await bureau.ask(`{ ${count('')} }`)).cases.totalCount === 205);
    const { declined, answered, open, statistics } = await bureau.ask(`{
      declined: ${count('states: DECLINED')} open: ${count('states: [REGISTERED, ACCEPTED, ASSIGNED]')}
      answered: ${count('states: [REPLIED, CONCLUDED]')}
      statistics(period: { kind: CALENDAR_MONTH, of: "2011-05" }) {
        figures(of: [RECEIVED, INVALID, VALID, ANSWERED, OPEN]) { count }
        rates(of: [ANSWERED_OF_VALID]) { percent }
      }
    }`);
    expect([declined, answered, open].map(({ totalCount }) => totalCount)).toEqual([8, 105, 92]);
    expect(statistics.figures.map(({ count }: { count: number }) => count)).toEqual([
      205, 8, 197, 105, 92,
    ]);
    expect(statistics.rates).toEqual([{ percent: 53.3 }]);
  });

  it('R62 a referral to a district is answered by the district and nobody else', async () => {
    const caseId = await accepted();
    const { assignment } = await bureau.does('issueReferral', { caseId, unit: YUECHI });
    expect(await yuechi.isRefused('replyToPetitioner', { caseId })).toContain(
      'expected the assignment to be received before the reply',
    );
    expect(await housing.isRefused('receiveAssignment', { assignmentId: assignment.id })).toContain(
      'NOT_FOUND',
    );
    await yuechi.does('receiveAssignment', { assignmentId: assignment.id });
    expect(await bureau.isRefused('replyToPetitioner', { caseId })).toContain('R62');
    const { reply } = await yuechi.does('replyToPetitioner', { caseId, content: '路灯已修复。' });
    expect(reply.unit.id).toBe(YUECHI);
    await bureau.does('concludeCase', { caseId });
  });

  it('R64 R67 after a mandate the bureau replies; its handler may neither reply nor mandate', async () => {
    const caseId = await accepted();
    const { assignment } = await bureau.does('issueMandate', { caseId, unit: HOUSING });
    await housing.does('receiveAssignment', { assignmentId: assignment.id });
    expect(await housing.isRefused('issueMandate', { caseId, unit: YUECHI })).toContain(
      'FORBIDDEN',
    );
    expect(await housing.isRefused('replyToPetitioner', { caseId })).toContain(
      'FORBIDDEN 交办 (R64)',
    );
    expect(await bureau.isRefused('replyToPetitioner', { caseId })).toContain(
      'expected the report of the handling unit',
    );
    await housing.does('giveFeedback', { assignmentId: assignment.id, content: '已列入计划' });
    const { reply } = await bureau.does('replyToPetitioner', { caseId, content: '已列入计划。' });
    expect(reply.unit.id).toBe('department:petition-bureau');
  });

  it('R55 R57 R61 the 20 working days pass on 06-30, and an explanation is demanded', async () => {
    const caseId = await accepted();
    const { assignment } = await bureau.does('issueReferral', { caseId, unit: HOUSING });
    await housing.does('receiveAssignment', { assignmentId: assignment.id });
    const leg = deadlineOf(await housing.reads(caseId, DEADLINES), 'ASSIGNMENT', HOUSING);
    expect(leg).toMatchObject({
      dueOn: '2011-06-30',
      explanation:
        '依据广安市网上信访工作规定（2011）“投诉、求助类…20个工作日”（R57），期限20个工作日；自2011-06-01（签收）起算，当日不计；计入2011-06-02至2011-06-30的20个工作日；双休日6天不计；端午放假2011-06-04至2011-06-06，3天不计；2011-06-30届满。',
    });
    await using alerts = await city.listen(
      'department-housing',
      `subscription ($after: String) {
        overdueAlert(minLevel: OVERDUE, after: $after) { alert { level case { id } deadline { dueOn } } }
      }`,
    );
    city.setClock('2011-06-30 23:59');
    expect(await bureau.isRefused('urge', { deadlineId: leg.id })).toContain('R82');
    city.setClock('2011-07-01 00:00');
    expect((await alerts.next()).overdueAlert.alert).toEqual({
      level: 'OVERDUE',
      case: { id: caseId },
      deadline: { dueOn: '2011-06-30' },
    });
    await housing.does('replyToPetitioner', { caseId, content: '路灯已修复。' });
    expect(await bureau.isRefused('concludeCase', { caseId })).toContain(
      'R61: expected an explanation of every missed deadline, but 1 are owed',
    );
    const late = { deadlineId: leg.id, reason: '配件到货延迟' };
    expect(await transport.isRefused('giveLateExplanation', late)).toContain('NOT_FOUND');
    expect(await bureau.isRefused('giveLateExplanation', late)).toContain('FORBIDDEN');
    await housing.does('giveLateExplanation', late);
    await bureau.does('concludeCase', { caseId });
  });

  it('R56 R58 R59 R60 2011-06-01: 06-09 for a suggestion; 06-30, 07-14, 07-28, 08-25 for a complaint', async () => {
    const suggestion = await accepted({ type: 'SUGGESTION' });
    expect(deadlineOf(await bureau.reads(suggestion, DEADLINES), 'HANDLING').dueOn).toBe(
      '2011-06-09',
    );
    const caseId = await accepted();
    for (const unit of [HOUSING, 'department:transport'])
      await bureau.does('issueReferral', { caseId, unit });
    const handling = async () => deadlineOf(await bureau.reads(caseId, DEADLINES), 'HANDLING');
    const { id: deadlineId, dueOn } = await handling();
    expect(dueOn).toBe('2011-06-30');
    for (const [ground, days, extended] of [
      ['INVESTIGATION', 30, '2011-07-14'],
      ['SEVERAL_DEPARTMENTS', 40, '2011-07-28'],
      ['MAXIMUM', 60, '2011-08-25'],
    ] as const) {
      expect(await housing.isRefused('extendDeadline', { deadlineId, ground, days })).toContain(
        'FORBIDDEN',
      );
      await bureau.does('extendDeadline', { deadlineId, ground, days });
      expect((await handling()).dueOn).toBe(extended);
    }
    const more = { deadlineId, ground: 'MAXIMUM', days: 61 };
    expect(await bureau.isRefused('extendDeadline', more)).toContain('BAD_USER_INPUT');
  });
});
