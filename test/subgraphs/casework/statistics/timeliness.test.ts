import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  cityOffice,
  guangan,
  housing,
  HOUSING,
  mailboxOf,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
  await fill();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const DAY_MS = 86_400_000;
/** The last instant of a Shanghai month and the first of the next, among others. */
const SUBMISSIONS = [
  '2025-12-31T15:59:59.999Z',
  '2025-12-31T16:00:00.000Z',
  '2026-01-15T02:00:00.000Z',
  '2026-01-31T15:59:59.000Z',
  '2026-01-31T16:00:00.000Z',
  '2026-02-20T02:00:00.000Z',
];
const LAGS_DAYS = [null, 1, 10, 20, 29, 40, 60];

async function fill(): Promise<void> {
  for (const submittedAt of SUBMISSIONS) {
    for (const lag of LAGS_DAYS) {
      const repliedAt = lag && new Date(Date.parse(submittedAt) + lag * DAY_MS).toISOString();
      const history = repliedAt ? { reply: '已办理', repliedAt } : {};
      await caseOf(casework, lag === 10 ? HOUSING : 'mayor', { submittedAt, history });
    }
    const caseId = await caseOf(casework, 'national', { submittedAt });
    await act(casework, cityBureau, 'declineCase', { caseId });
    await caseOf(casework, 'mayor', { submittedAt });
  }
}

interface Month {
  month: string;
  letters: number;
  declined: number;
  answered: number;
  open: number;
  onTime: number;
  late: number;
}

interface CaseView {
  state: string;
  submittedAt: string;
  deadlines: { kind: string; dueAt: string; metAt: string | null }[];
}

const MONTHLY = `query ($from: Date, $to: Date) { monthlyTimeliness(from: $from, to: $to) {
  month letters declined answered open onTime late } }`;
const ALL = `{ cases(first: 100) { edges { node { state submittedAt deadlines { kind dueAt metAt } } } } }`;

async function monthly(variables = {}): Promise<Month[]> {
  const answer = await casework.ask<{ monthlyTimeliness: Month[] }>(cityBureau, MONTHLY, variables);
  return expectData(answer).monthlyTimeliness;
}

async function recount(): Promise<Month[]> {
  const answer = await casework.ask<{ cases: { edges: { node: CaseView }[] } }>(cityBureau, ALL);
  const nodes = expectData(answer).cases.edges.map(({ node }) => node);
  const months = Map.groupBy(nodes, ({ submittedAt }) =>
    new Date(Date.parse(submittedAt) + 8 * 3_600_000).toISOString().slice(0, 7),
  );
  return [...months].map(([month, letters]) => count(month, letters)).toSorted(byMonth);
}

function byMonth(one: Month, two: Month): number {
  return one.month < two.month ? -1 : 1;
}

function count(month: string, letters: CaseView[]): Month {
  const handling = letters.flatMap((letter) =>
    letter.deadlines.filter(({ kind, metAt }) => kind === 'HANDLING' && metAt !== null),
  );
  const late = handling.filter(({ metAt, dueAt }) => metAt! >= dueAt).length;
  const declined = letters.filter(({ state }) => state === 'DECLINED').length;
  return {
    month,
    letters: letters.length,
    declined,
    answered: handling.length,
    open: letters.length - declined - handling.length,
    onTime: handling.length - late,
    late,
  };
}

describe('R14, R39, R52 statistics by month', () => {
  it('equal a recount letter by letter, and add up', async () => {
    const months = await monthly();
    expect(months).toEqual(await recount());
    expect(months.map(({ month }) => month)).toEqual(['2025-12', '2026-01', '2026-02']);
    for (const { letters, declined, answered, open, onTime, late } of months) {
      expect(letters).toBe(declined + answered + open);
      expect(answered).toBe(onTime + late);
      expect(late).toBeGreaterThan(0);
    }
  });

  it('take both days of the period in', async () => {
    const january = await monthly({ from: '2026-01-01', to: '2026-01-31' });
    expect(january).toEqual((await recount()).filter(({ month }) => month === '2026-01'));
  });

  it.each<[string, Actor | null, string | null]>([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a citizen', citizenLi, 'FORBIDDEN'],
    ['a district', guangan, 'FORBIDDEN'],
    ['a department', housing, 'FORBIDDEN'],
    ['the city office', cityOffice, null],
    ['a system', mailboxOf('mayor'), null],
    ["a district's own system", mailboxOf('district:511602'), 'FORBIDDEN'],
  ])('asked by %s', async (_who, actor, code) => {
    const answer = await casework.ask(actor, MONTHLY);
    expect(answer.errors?.[0]?.extensions.code ?? null).toBe(code);
  });
});
