import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { DEADLINES, deadlineOf, type Officer } from './support/officer.ts';

/**
 * Simplified: the forty are named in the letter and not each identified; the one who writes signs in
 * as a persona instead of registering.
 */
const LETTER = {
  type: 'COMPLAINT',
  title: '拖欠40名职工工资和社会保险',
  content: '唐山市路北区某机械厂拖欠我们40人5个月工资，8个月未缴纳社会保险，请求解决。',
  petitioner: { name: '姚建国', phone: '13900000040' },
  jointSignatories: Array.from({ length: 39 }, (_none, index) => `职工${String(index + 1)}`),
};
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { queryCode petition { id signatoryCount } }
}`;
const TANGSHAN = 'district:130200';
const LUBEI = 'district:130203';
const UNIT = 'department:lubei-human-resources';

let city: DatedCity;
let yao: Officer;
let bureau: Officer;
let tangshan: Officer;
let lubei: Officer;
let unit: Officer;
beforeAll(async () => {
  city = await openDatedCity('hebei', '2014-01-24 09:00');
  yao = await city.as('citizen-yao');
  bureau = await city.as('city-bureau');
  tangshan = await city.as('district-tangshan');
  lubei = await city.as('district-lubei');
  unit = await city.as('department-lubei');
});
afterAll(async () => city[Symbol.asyncDispose]());

async function filed(): Promise<{ queryCode: string; petitionId: string; caseId: string }> {
  city.setClock('2014-01-24 09:00');
  const { submitMayorPetition: receipt } = await yao.ask(SUBMIT, { letter: LETTER });
  const { queryCode, petition } = receipt;
  expect(petition.signatoryCount).toBe(40);
  return { queryCode, petitionId: petition.id, caseId: await bureau.findsCase(queryCode) };
}

/** Gives the matter to the next unit below, which takes it. */
async function passed(
  from: Officer,
  to: Officer,
  mandate: { caseId: string; unit: string; isLead?: boolean },
): Promise<string> {
  const { assignment } = await from.does('issueMandate', mandate);
  await to.does('receiveAssignment', { assignmentId: assignment.id });
  return assignment.id as string;
}

describe('Hebei, 2014-01-24: forty people and two claims', () => {
  it('R16 R18 R19 R20 R27 R28 R29 R30 is accepted, passed down the chain, settled and rated', async () => {
    const { queryCode, petitionId, caseId } = await filed();
    expect(queryCode).toMatch(/^(\w{5}-){2}\w{5}$/);
    const owed = await bureau.reads(caseId, DEADLINES);
    expect(deadlineOf(owed, 'ACCEPTANCE')).toMatchObject({
      dueOn: '2014-01-27',
      explanation:
        '依据河北省信访局“省长信箱”办理规定“2个工作日内确定是否受理”（R18），期限2个工作日；自2014-01-24（登记）起算，当日不计；计入2014-01-26至2014-01-27的2个工作日；双休日1天不计；2014-01-26为春节调休上班日，计入；2014-01-27届满。',
    });
    expect(deadlineOf(owed, 'LANDING')).toMatchObject({
      dueOn: '2014-01-30',
      explanation:
        '依据河北省信访局“省长信箱”办理规定“5个工作日内…落实到责任单位”（R19），期限5个工作日；自2014-01-24（登记）起算，当日不计；计入2014-01-26至2014-01-30的5个工作日；双休日1天不计；2014-01-26为春节调休上班日，计入；2014-01-30届满。',
    });

    city.setClock('2014-01-26 10:00');
    expect(await yao.isRefused('acceptCase', { caseId })).toContain('FORBIDDEN');
    expect(await tangshan.isRefused('acceptCase', { caseId })).toContain('NOT_FOUND');
    await bureau.does('acceptCase', { caseId });
    await bureau.does('addClaim', { caseId, summary: '补发5个月工资' });
    const { case: listed } = await bureau.does('addClaim', { caseId, summary: '补缴8个月社保' });
    await bureau.does('markImportant', { caseId, reason: '40人联名，诉求具体详实' });
    expect(await bureau.isRefused('issueReferral', { caseId, unit: TANGSHAN })).toContain(
      'R20: expected 交办 of an important matter',
    );

    const first = await passed(bureau, tangshan, { caseId, unit: TANGSHAN });
    city.setClock('2014-01-27 09:00');
    expect(await tangshan.isRefused('issueMandate', { caseId, unit: 'district:130600' })).toContain(
      'expected one of district:130202, district:130203',
    );
    expect(await tangshan.isRefused('issueReferral', { caseId, unit: LUBEI })).toContain(
      'FORBIDDEN',
    );
    const second = await passed(tangshan, lubei, { caseId, unit: LUBEI });
    city.setClock('2014-01-28 09:00');
    const third = await passed(lubei, unit, { caseId, unit: UNIT, isLead: true });
    expect(await unit.isRefused('issueMandate', { caseId, unit: TANGSHAN })).toContain('FORBIDDEN');

    const chain = await bureau.reads(
      caseId,
      'landedAt custodyChain { from { name } to { name } at receivedAt }',
    );
    expect(
      chain.custodyChain.map(
        ({ from, to }: { from: { name: string } | null; to: { name: string } }) =>
          `${from?.name ?? '信访人'}→${to.name}`,
      ),
    ).toEqual([
      '信访人→省信访局',
      '省信访局→唐山市',
      '唐山市→唐山市路北区',
      '唐山市路北区→唐山市路北区人力资源和社会保障局',
    ]);
    expect(chain.landedAt).toBe('2014-01-28T01:00:00.000Z');
    const landed = deadlineOf(await bureau.reads(caseId, DEADLINES), 'LANDING');
    expect(landed).toMatchObject({ metAt: '2014-01-26T02:00:00.000Z', isOverdue: false });

    city.setClock('2014-02-02 16:00');
    for (const { id } of listed.claims as { id: string }[])
      await unit.does('recordClaimOutcome', { claimId: id, note: '已兑现到位' });
    expect(await tangshan.isRefused('giveFeedback', { assignmentId: first })).toContain(
      `expected the report of ${LUBEI} first`,
    );
    expect(await unit.isRefused('replyToPetitioner', { caseId })).toContain('FORBIDDEN');
    await unit.does('giveFeedback', { assignmentId: third, content: '工资和社保已兑现到位' });
    await lubei.does('giveFeedback', { assignmentId: second });
    await tangshan.does('giveFeedback', { assignmentId: first });
    expect(await bureau.isRefused('replyToPetitioner', { caseId })).toContain('R63');
    await tangshan.does('recordMeeting', {
      caseId,
      heldAt: '2014-01-29T09:00:00+08:00',
      minutes: '与代表姚某见面',
    });
    await bureau.does('replyToPetitioner', { caseId, content: '反映问题属实，已全部兑现。' });
    await bureau.does('concludeCase', { caseId });

    const nobody = await city.as(null);
    const rate = `mutation ($code: String!) {
      rateByQueryCode(queryCode: $code, satisfaction: VERY_SATISFIED) { state replies { content } }
    }`;
    expect((await nobody.refusal(rate, { code: 'AAAA-AAAA-AAAA-AAAA' })).extensions.code).toBe(
      'NOT_FOUND',
    );
    expect((await nobody.ask(rate, { code: queryCode })).rateByQueryCode).toEqual({
      state: 'CONCLUDED',
      replies: [{ content: '反映问题属实，已全部兑现。' }],
    });
    expect((await nobody.refusal(rate, { code: queryCode })).message).toContain('rated before');

    expect(
      await bureau.reads(
        caseId,
        'rating { satisfaction } claims { summary finding legalOutcome settledAt }',
      ),
    ).toEqual({
      rating: { satisfaction: 'VERY_SATISFIED' },
      claims: ['补发5个月工资', '补缴8个月社保'].map((summary) => ({
        summary,
        finding: 'SUBSTANTIATED',
        legalOutcome: 'SUPPORTED',
        settledAt: '2014-02-02T08:00:00.000Z',
      })),
    });
    const { statistics } = await bureau.ask(
      '{ statistics(period: { kind: CALENDAR_MONTH, of: "2014-01" }) { figures(of: [JOINT]) { count people } } }',
    );
    expect(statistics.figures).toEqual([{ count: 1, people: 40 }]);
    const outsider = await city.as('district-baoding');
    const { data } = await outsider.send(
      'query ($id: ID!) { mayorPetition(id: $id) { petitioner { name } signatoryCount } }',
      { id: petitionId },
    );
    expect(data.mayorPetition).toEqual({ petitioner: { name: '姚某' }, signatoryCount: 40 });
  });

  it('R32 R33 R84 R85 a signature that somebody else gave is supervised on site and ends in a circular', async () => {
    const { queryCode, caseId } = await filed();
    await bureau.does('acceptCase', { caseId });
    const assignmentId = await passed(bureau, tangshan, { caseId, unit: TANGSHAN });
    await tangshan.does('giveFeedback', { assignmentId, content: '信访人已签字认可' });
    await bureau.does('replyToPetitioner', { caseId, content: '已办结，信访人已签字认可。' });

    city.setClock('2014-02-10 09:00');
    const statement = {
      caseId,
      document: '《答复意见书》',
      statement: '未与我见面，签字不是我本人所签',
    };
    for (const officer of [bureau, tangshan])
      expect(await officer.isRefused('disputeSignature', statement)).toContain('FORBIDDEN');
    const { case: disputed } = await yao.does('disputeSignature', statement);
    const [{ id: supervisionId }] = disputed.supervisions as [{ id: string }];
    expect(await bureau.isRefused('concludeCase', { caseId })).toContain('R85');

    expect(await tangshan.isRefused('consentToSupervision', { supervisionId })).toContain(
      'FORBIDDEN',
    );
    await bureau.does('consentToSupervision', { supervisionId, approvedBy: '王主任' });
    const visit = { supervisionId, visitedAt: '2014-02-11T09:00:00+08:00', place: '唐山市路北区' };
    city.setClock('2014-02-12 09:00');
    expect(await bureau.isRefused('recordSiteVisit', { ...visit, officers: ['张三'] })).toContain(
      'at least 2 officers',
    );
    await bureau.does('recordSiteVisit', { ...visit, officers: ['张三', '李四'] });
    const circular = {
      supervisionId,
      findings: '经办人未与信访人见面，代替信访人签字',
      recommendations: '重新见面答复，由本人签字；健全签字核验制度',
      accountabilityProposal: '建议对经办人通报批评',
    };
    expect(await bureau.isRefused('circulateSupervision', circular)).toContain('ILLEGAL_MOVE');
    await bureau.does('deliverSupervision', { supervisionId, content: '代签属实，限期重新办理。' });
    expect(await tangshan.isRefused('circulateSupervision', circular)).toContain('FORBIDDEN');
    await bureau.does('circulateSupervision', circular);
    expect(await bureau.isRefused('circulateSupervision', circular)).toContain('R33');

    const { supervisionId: _id, ...text } = circular;
    const fields =
      'circulars { findings recommendations accountabilityProposal deadline { id } supervision { kind } }';
    expect(await tangshan.reads(caseId, fields)).toEqual({
      circulars: [{ ...text, deadline: null, supervision: { kind: 'SIGNATURE_DISPUTE' } }],
    });
    expect(await yao.reads(caseId, fields)).toEqual({ circulars: [] });
    const { caseStatus } = await (
      await city.as(null)
    ).ask(
      `query ($code: String!) {
        caseStatus(queryCode: $code) { supervisions { result resultKind officers deliveredTo { name } } }
      }`,
      { code: queryCode },
    );
    expect(caseStatus.supervisions).toEqual([
      {
        result: '代签属实，限期重新办理。',
        resultKind: 'OPINION',
        officers: [],
        deliveredTo: [{ name: '唐山市' }],
      },
    ]);
  });
});
