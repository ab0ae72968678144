import type { CityHere } from '../../../journeys/support/city.ts';
import { caseOf, LETTER, submitToMayor } from '../../../journeys/support/letters.ts';
import { eventually } from '../../../journeys/support/eventually.ts';

const TITLES = [
  '小区门口路灯损坏无人维修',
  '建筑工地夜间施工噪音扰民',
  '反映拖欠农民工工资问题',
  '建议增设学校门口斑马线',
  '老旧小区加装电梯咨询',
  '乡村道路破损影响出行',
  '河道垃圾清运不及时',
  '公交线路调整建议',
];
const TYPES = ['HELP', 'COMPLAINT', 'COMPLAINT', 'SUGGESTION', 'CONSULTATION'];
const DAY_MS = 86_400_000;

const pick = (from: readonly string[], number: number): string => from[number % from.length]!;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

function letterOf(number: number, days: number, answeredAfter: number | null) {
  return {
    sourceNumber: `DASH-${number}`,
    author: '张三',
    type: pick(TYPES, number),
    title: pick(TITLES, number),
    content: `${pick(TITLES, number)}，希望有关部门尽快处理并告知结果。`,
    submittedAt: daysAgo(days),
    ...(answeredAfter !== null && {
      reply: '您好，您反映的问题已经处理完毕，感谢您的监督。',
      repliedAt: daysAgo(Math.max(days - answeredAfter, 0.01)),
    }),
  };
}

const IMPORT = `mutation ($letters: [HistoricalLetterInput!]!) {
  importMayorPetitions(letters: $letters) { imported rejected { sourceNumber reason } }
}`;
const IMPORT_TO_DISTRICT = `mutation ($district: ID!, $letters: [HistoricalLetterInput!]!) {
  importDistrictPetitions(district: $district, letters: $letters) { imported }
}`;

/** A year of letters, most of them answered and some of them late, for something to look at. */
export async function seedYear(city: CityHere): Promise<void> {
  const importer = await city.as('importer');
  const letters = Array.from({ length: 90 }, (_, index) =>
    letterOf(index, 6 + index * 4, index % 9 === 1 ? null : index % 5 === 0 ? 90 : 4),
  );
  await importer.ask(IMPORT, { letters });
  for (const [place, district] of ['511602', '511621', '511622', '511623'].entries()) {
    const own = Array.from({ length: 8 }, (_, index) =>
      letterOf(1_000 * (place + 1) + index, 5 + index * 3, index % 4 === 0 ? null : 5),
    );
    await importer.ask(IMPORT_TO_DISTRICT, { district, letters: own });
  }
  await registered(city, 90 + 32);
  for (const [satisfaction, title, content] of RATED)
    await ratedLetter(city, satisfaction, { ...LETTER, title, content });
}

/** Texts that have nothing in common: whoever repeats a letter does not rate it. */
const RATED = [
  [
    'VERY_SATISFIED',
    '咨询新生儿落户手续',
    '孩子刚出生，请问落户需要准备哪些材料，到哪个窗口办理？',
  ],
  [
    'VERY_SATISFIED',
    '滨江公园长椅破损',
    '滨江公园东侧多处长椅木条断裂，老人坐着很不安全，请更换。',
  ],
  ['SATISFIED', '医保异地报销流程', '父母随我在外地居住，住院费用怎样回本市报销，能否网上申请？'],
  [
    'DISSATISFIED',
    '楼下餐馆油烟直排',
    '楼下餐馆每天晚上油烟直排居民楼，多次协商没有结果，请查处。',
  ],
] as const;

/** A letter that was answered by the bureau and rated by its writer. */
async function ratedLetter(
  city: CityHere,
  satisfaction: string,
  letter: Record<string, unknown>,
): Promise<void> {
  const citizen = await city.as('citizen-li');
  const bureau = await city.as('city-bureau');
  const { petitionId } = await submitToMayor(citizen, letter);
  const id = await caseOf(bureau, petitionId);
  await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
  await bureau.ask(
    'mutation ($id: ID!) { replyToPetitioner(caseId: $id, content: "已处理完毕") { reply { id } } }',
    { id },
  );
  await citizen.ask(
    'mutation ($id: ID!, $satisfaction: Satisfaction!) { rateCase(caseId: $id, satisfaction: $satisfaction) { case { id } } }',
    { id, satisfaction },
  );
}

/** @returns the ids of cases of so many new letters to the mayor, accepted */
export async function acceptedCases(
  city: CityHere,
  count: number,
  first: number,
): Promise<string[]> {
  const importer = await city.as('importer');
  const before = await countCases(city);
  const letters = Array.from({ length: count }, (_, index) => letterOf(first + index, 0.01, null));
  const { importMayorPetitions: outcome } = await importer.ask(IMPORT, { letters });
  if (outcome.imported !== count) throw new Error(JSON.stringify(outcome));
  await registered(city, before + count);
  return newestCases(city, count);
}

const UNITS = ['district:511602', 'district:511621', 'department:housing', 'department:transport'];

/** Gives each case to a unit; resolves to the assignments' ids. */
export async function refer(city: CityHere, cases: readonly string[]): Promise<void> {
  const bureau = await city.as('city-bureau');
  await inTens(cases, (id, index) =>
    bureau.ask(
      'mutation ($id: ID!, $unit: ID!) { issueReferral(caseId: $id, unit: $unit, isLead: true) { assignment { id } } }',
      { id, unit: pick(UNITS, index) },
    ),
  );
}

/** The cases submitted last. */
async function newestCases(city: CityHere, count: number): Promise<string[]> {
  const bureau = await city.as('city-bureau');
  const ids: string[] = [];
  let after: string | null = null;
  while (ids.length < count) {
    const page: CasePage = await bureau.ask(NEWEST, { after });
    ids.push(...page.cases.edges.map(({ node }) => node.id));
    after = page.cases.pageInfo.endCursor;
  }
  return ids.slice(0, count);
}

interface CasePage {
  cases: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string } };
}

const NEWEST = `query ($after: String) {
  cases(filter: { states: [ACCEPTED] }, orderBy: SUBMITTED_AT_DESC, first: 100, after: $after) {
    edges { node { id } } pageInfo { endCursor }
  }
}`;

async function inTens<Item>(
  items: readonly Item[],
  act: (item: Item, index: number) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += 10)
    await Promise.all(
      items.slice(start, start + 10).map((item, index) => act(item, start + index)),
    );
}

async function countCases(city: CityHere): Promise<number> {
  const bureau = await city.as('city-bureau');
  const { cases } = await bureau.ask('{ cases(first: 1) { totalCount } }');
  return cases.totalCount as number;
}

async function registered(city: CityHere, count: number): Promise<void> {
  await eventually(async () => (await countCases(city)) >= count);
}
