import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDistrictSystem } from '../gateway/partitions/district-system.ts';
import { openDatedCity, type DatedCity } from './support/dated-city.ts';
import { eventually } from './support/eventually.ts';
import { DEADLINES, deadlineOf, type Officer } from './support/officer.ts';

/** Simplified: a province's own system in small answers for its letters; they are not moved there. */
const LETTER = {
  type: 'HELP',
  title: '反映父亲医疗补助未发放',
  content: '我父亲住只楚街道，去年的医疗补助至今没有发放，请求核实。',
  petitioner: { name: '王小平', phone: '13900000037' },
};
const SUBMIT = `mutation ($district: ID!, $letter: LetterInput!) {
  submitDistrictPetition(district: $district, letter: $letter) { queryCode }
}`;
const SHANDONG = '370000';
const ZHIFU = 'district:370602';
const ZHICHU = 'department:zhichu-subdistrict';

let city: DatedCity;
let citizen: Officer;
let bureau: Officer;
let shandong: Officer;
let zhifu: Officer;
let zhichu: Officer;
beforeAll(async () => {
  city = await openDatedCity('national', '2015-06-26 09:00');
  citizen = await city.as('citizen-wang');
  bureau = await city.as('city-bureau');
  shandong = await city.as('district-shandong');
  zhifu = await city.as('district-zhifu');
  zhichu = await city.as('department-zhichu');
});
afterAll(async () => city[Symbol.asyncDispose]());

async function filed(
  writer: Officer,
  changes: Record<string, unknown> = {},
  district = SHANDONG,
): Promise<string> {
  const letter = { ...LETTER, ...changes };
  const receipt = (await writer.ask(SUBMIT, { district, letter })).submitDistrictPetition;
  return receipt.queryCode as string;
}

/** Down to the street office and back, as a mandate; the province answers. */
async function handled(caseId: string): Promise<void> {
  await shandong.does('acceptCase', { caseId });
  const given: string[] = [];
  for (const [from, to, unit] of [
    [shandong, zhifu, ZHIFU],
    [zhifu, zhichu, ZHICHU],
  ] as const) {
    const { assignment } = await from.does('issueMandate', { caseId, unit });
    await to.does('receiveAssignment', { assignmentId: assignment.id });
    given.push(assignment.id as string);
  }
  await zhichu.does('giveFeedback', { assignmentId: given[1], content: '补助已发放' });
  await zhifu.does('giveFeedback', { assignmentId: given[0] });
  expect(await zhichu.isRefused('replyToPetitioner', { caseId })).toContain('FORBIDDEN');
  await shandong.does('replyToPetitioner', { caseId, content: '补助已发放到位。' });
}

const RATE = `mutation ($code: String!) {
  rateByQueryCode(queryCode: $code, satisfaction: SATISFIED) { state }
}`;

describe('the national system, Friday 2015-06-26', () => {
  it.each([
    ['LETTER', 'district-shandong'],
    ['VISIT', 'district-shandong'],
    ['ONLINE', 'citizen-wang'],
  ])(
    'R40 R41 R42 R46 a matter that came as %s from %s lands within 1 working day; it is queried, tracked, supervised, rated',
    async (channel, writer) => {
      city.setClock('2015-06-26 09:00');
      const title = `${LETTER.title}（${channel}）`;
      const code = await filed(await city.as(writer), {
        channel,
        title,
        content: `${title}。请核实。`,
      });
      const caseId = await shandong.findsCase(code);
      const landing = deadlineOf(await shandong.reads(caseId, DEADLINES), 'LANDING');
      expect(landing).toMatchObject({
        rule: 'R42',
        dueOn: '2015-06-29',
        explanation:
          '依据国家信访局网上信访信息系统“辽宁、上海、山东…1个工作日内完成…落地接收和转送交办”（R42），期限1个工作日；自2015-06-26（登记）起算，当日不计；计入2015-06-29的1个工作日；双休日2天不计；2015-06-29届满。',
      });
      expect(await bureau.isRefused('acceptCase', { caseId })).toContain('FORBIDDEN');

      city.setClock('2015-06-29 17:00');
      const tracked = await city.listen('district-zhifu', TRACK);
      await handled(caseId);
      const { assignmentIssued } = await tracked.next();
      await tracked[Symbol.asyncDispose]();
      expect(assignmentIssued.assignment).toEqual({
        unit: { name: '烟台市芝罘区' },
        case: { id: caseId },
      });
      const landed = deadlineOf(await shandong.reads(caseId, DEADLINES), 'LANDING');
      expect(landed).toMatchObject({ metAt: '2015-06-29T09:00:00.000Z', isOverdue: false });

      await bureau.does('openSupervision', { caseId, reason: '国家信访局督办' });
      const nobody = await city.as(null);
      const { caseStatus } = await nobody.ask(
        `query ($code: String!) { caseStatus(queryCode: $code) { state timeline { act } } }`,
        { code },
      );
      expect(caseStatus.state).toBe('REPLIED');
      expect(caseStatus.timeline.map(({ act }: { act: string }) => act)).toEqual([
        'CASE_REGISTERED',
        'CASE_ACCEPTED',
        'ASSIGNMENT_ISSUED',
        'ASSIGNMENT_RECEIVED',
        'ASSIGNMENT_ISSUED',
        'ASSIGNMENT_RECEIVED',
        'REPLY_GIVEN',
      ]);
      expect((await nobody.ask(RATE, { code })).rateByQueryCode.state).toBe('REPLIED');
    },
  );

  it('R42 sets no limit for a province that the source does not name', async () => {
    city.setClock('2015-06-29 17:00');
    const code = await filed(
      citizen,
      { title: '咨询退耕还林补贴', content: '请问补贴何时发放？' },
      '510000',
    );
    const sichuan = await city.as('district-sichuan');
    expect(await sichuan.reads(await sichuan.findsCase(code), DEADLINES)).toEqual({
      deadlines: [],
    });
  });

  it('R34 R37 a repeat is kept, linked and warned of, and cannot be rated', async () => {
    const letter = { title: '村里的桥垮了', content: '雨后村口石桥垮塌，孩子上学要绕行五公里。' };
    const first = await filed(citizen, letter);
    const firstCase = await shandong.findsCase(first);
    const second = await filed(citizen, letter);
    const caseId = await shandong.findsCase(second);
    expect((await shandong.reads(caseId, 'repeatOf { id }')).repeatOf).toEqual({ id: firstCase });
    for (const each of [firstCase, caseId]) await handled(each);
    expect(await citizen.isRefused('rateCase', { caseId })).toContain(
      'ILLEGAL_MOVE R37: NOT_ELIGIBLE',
    );
    expect((await citizen.refusal(RATE, { code: second })).message).toContain('NOT_ELIGIBLE');
    expect(await shandong.isRefused('rateCase', { caseId: firstCase })).toContain('FORBIDDEN');
    await citizen.does('rateCase', { caseId: firstCase });
  });

  it('R38 R39 one of 31 peers is down: the other 30 and the statistics answer, the gap is named', async () => {
    const peers = city.profile.peers.map(({ code }) => `${code}0000`);
    expect(peers).toHaveLength(31);
    for (const district of peers) {
      const code = await filed(
        citizen,
        { title: `来自${district}的信`, content: district },
        district,
      );
      // or an older letter would stand in the list for one that is still on its way
      await bureau.findsCase(code);
    }
    await using resources = new AsyncDisposableStack();
    const systems = await Promise.all(
      peers.map(async (code) =>
        resources.use(await startDistrictSystem({ code, keys: city.keys })),
      ),
    );
    const join =
      'mutation ($code: ID!, $url: String!) { joinDistrict(district: $code, url: $url) { url } }';
    const joining = { code: SHANDONG, url: systems[0]!.url };
    expect((await shandong.refusal(join, joining)).extensions.code).toBe('FORBIDDEN');
    for (const [index, code] of peers.entries())
      await bureau.ask(join, { code, url: systems[index]!.url });
    const ask = () =>
      bureau.send(`{
        statistics(period: { kind: YEAR, of: "2015" }) {
          figures(of: [RECEIVED, ONLINE]) { count }
          by(dimension: DISTRICT) { unit { name } rates(of: [ONLINE_OF_RECEIVED]) { percent } }
        }
        cases(first: 31) { totalCount edges { node { mailboxUnit { name } petition { title } } } }
      }`);
    const titles = ({ data }: Awaited<ReturnType<typeof ask>>): string[] =>
      data.cases.edges.flatMap(({ node }: { node: { petition: { title: string | null } } }) =>
        node.petition.title?.startsWith('letter ') ? [node.petition.title] : [],
      );
    const whole = await eventually(async () => {
      const answer = await ask();
      return titles(answer).length === 31 && answer;
    });
    expect(whole.errors).toBeUndefined();

    await systems[peers.indexOf(SHANDONG)]!.stop();
    const { data, errors } = await ask();
    expect(titles({ data })).toHaveLength(30);
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'PARTITION_UNAVAILABLE', partition: SHANDONG }),
      }),
    ]);
    expect(data.statistics.by.map(({ unit }: { unit: { name: string } }) => unit.name)).toEqual(
      expect.arrayContaining(city.profile.peers.map(({ name }) => name)),
    );
    expect(data.statistics).toEqual(whole.data.statistics);
    const missing = data.cases.edges.filter(
      ({ node }: { node: { petition: { title: string | null } | null } }) => !node.petition?.title,
    );
    expect(missing).toMatchObject([{ node: { mailboxUnit: { name: '山东省' } } }]);
  });
});

const TRACK = `subscription ($after: String) {
  assignmentIssued(after: $after) { assignment { unit { name } case { id } } }
}`;
