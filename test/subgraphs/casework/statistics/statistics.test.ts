import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  cityOffice,
  guangan,
  GUANGAN,
  housing,
  HOUSING,
  mailboxOf,
  yuechi,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

interface Figure {
  measure: string;
  count: number;
  people: number;
  selector: string;
}

const PERIOD = '{ kind: CALENDAR_MONTH, of: "2026-03" }';

async function figuresFor(actor: Actor, fields: string): Promise<Record<string, Figure[]>> {
  const query = `{ statistics(period: ${PERIOD}) { ${fields} } }`;
  const answer = await casework.ask<{ statistics: Record<string, Figure[]> }>(actor, query);
  return expectData(answer).statistics;
}

function counts(figures: readonly Figure[]): number[] {
  return figures.map(({ count }) => count);
}

describe('statistics of a city', () => {
  it('R52: 205 = 8 + 105 + 92; answered 53.3 % of valid', async () => {
    const answered = { history: { reply: '已办理', repliedAt: '2026-03-02T09:00:00+08:00' } };
    const letters = [
      ...Array.from({ length: 105 }, () => answered),
      ...Array.from({ length: 92 + 8 }, () => ({})),
    ];
    const ids = await Promise.all(letters.map((changes) => caseOf(casework, 'mayor', changes)));
    for (const caseId of ids.slice(-8))
      await act(casework, cityBureau, 'declineCase', { caseId, ground: 'INVALID' });
    const of = 'of: [RECEIVED, INVALID, ANSWERED, OPEN, VALID]';
    const { figures, rates } = await figuresFor(
      cityBureau,
      `figures(${of}) { count } rates(of: [ANSWERED_OF_VALID]) { percent }`,
    );
    expect(counts(figures!)).toEqual([205, 8, 105, 92, 197]);
    expect(rates).toEqual([{ percent: 53.3 }]);
  });

  it('R27: a joint petition is one case of forty people', async () => {
    const before = await figuresFor(cityBureau, 'figures(of: [JOINT]) { count people }');
    await caseOf(casework, 'mayor', { signatoryCount: 40 });
    const after = await figuresFor(cityBureau, 'figures(of: [JOINT]) { count people }');
    expect(before.figures).toEqual([{ count: 0, people: 0 }]);
    expect(after.figures).toEqual([{ count: 1, people: 40 }]);
  });

  it('R91: both readings of the publication rate; what is withheld has to be told', async () => {
    const month = '{ kind: CALENDAR_MONTH, of: "2026-02" }';
    const submittedAt = '2026-02-10T09:00:00+08:00';
    const reply = async (visibility: string): Promise<string> => {
      const caseId = await caseOf(casework, HOUSING, { submittedAt });
      await act(casework, housing, 'replyToPetitioner', { caseId, visibility });
      return caseId;
    };
    await reply('PUBLIC');
    await reply('PRIVATE');
    const withheld = await reply('PRIVATE');
    await act(casework, housing, 'recordContact', { caseId: withheld });
    const query = `{ statistics(period: ${month}) {
      rates(of: [PUBLISHED_OF_ANSWERED, PUBLISHED_OF_PUBLISHABLE]) { percent numerator { count } denominator { count definition } } } }`;
    const answer = await casework.ask<{ statistics: { rates: object[] } }>(cityBureau, query);
    expect(expectData(answer).statistics.rates).toEqual([
      {
        percent: 33.33,
        numerator: { count: 1 },
        denominator: { count: 3, definition: expect.stringContaining('最终答复') },
      },
      {
        percent: 50,
        numerator: { count: 1 },
        denominator: { count: 2, definition: '已答复，除去不宜公开并已告知的' },
      },
    ]);
  });

  it('R48, R72: hot topics by how many they are, with how many they were', async () => {
    const classified = async (category: string[], submittedAt: string): Promise<void> => {
      const caseId = await caseOf(casework, 'mayor', { submittedAt });
      await act(casework, cityBureau, 'classifyCase', { caseId, category });
    };
    const property = ['城乡建设', '住房与房地产', '物业服务'];
    for (const day of ['2025-06-01', '2025-06-30', '2025-05-31', '2025-05-01'])
      await classified(property, `${day}T12:00:00+08:00`);
    await classified(['城乡建设', '住房与房地产'], '2025-06-02T12:00:00+08:00');
    await classified(['民政'], '2025-06-03T12:00:00+08:00');
    const query = `{ statistics(period: { kind: CALENDAR_MONTH, of: "2025-06" }) {
      hotTopics(first: 2) { category countBefore figure { count cases(first: 1) { totalCount } } } } }`;
    const answer = await casework.ask<{ statistics: { hotTopics: object[] } }>(cityBureau, query);
    expect(expectData(answer).statistics.hotTopics).toEqual([
      {
        category: ['城乡建设', '住房与房地产'],
        countBefore: 2,
        figure: { count: 3, cases: { totalCount: 3 } },
      },
      { category: ['民政'], countBefore: 0, figure: { count: 1, cases: { totalCount: 1 } } },
    ]);
  });

  it('name units and values in words', async () => {
    await caseOf(casework, GUANGAN);
    const { by } = await figuresFor(
      guangan,
      'by(dimension: UNIT) { key label unit { id } } types: by(dimension: TYPE) { label en: label(language: EN) }',
    );
    expect(by).toEqual([{ key: GUANGAN, label: '广安区', unit: { id: GUANGAN } }]);
  });
});

describe('R67, R68, R96 who may count what', () => {
  it.each<[string, Actor | null, string | null]>([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a citizen', citizenLi, 'FORBIDDEN'],
    ['a mailbox', mailboxOf('mayor'), 'FORBIDDEN'],
    ['a district', guangan, null],
    ['a department', housing, null],
    ['the city office', cityOffice, null],
  ])('%s', async (_who, actor, code) => {
    const query = `{ statistics(period: ${PERIOD}) { figures(of: [RECEIVED]) { selector } } }`;
    const answer = await casework.ask(actor, query);
    expect(answer.errors?.[0]?.extensions.code ?? null).toBe(code);
  });

  it.each<[string, Actor, boolean]>([
    ['a district', guangan, false],
    ['a department', housing, false],
    ['the city bureau', cityBureau, true],
    ['the city office', cityOffice, true],
  ])('考核, the ranking of units: %s', async (_who, actor, isAllowed) => {
    const answer = await casework.ask(
      actor,
      `{ statistics(period: ${PERIOD}) { unitRanking { rank } } }`,
    );
    expect(answer.errors?.[0]?.extensions.code ?? null).toBe(isAllowed ? null : 'FORBIDDEN');
  });

  it("a figure's selector leads others to their own cases alone", async () => {
    await caseOf(casework, GUANGAN);
    const { figures } = await figuresFor(cityBureau, 'figures(of: [RECEIVED]) { count selector }');
    const [{ selector, count }] = figures as [Figure];
    const query = `query ($selector: ID!) { countedCases(selector: $selector, first: 100) {
      totalCount edges { node { mailboxUnit { id } } } } }`;
    const seenBy = async (actor: Actor | null) =>
      casework.ask<{
        countedCases: { totalCount: number; edges: { node: { mailboxUnit: { id: string } } }[] };
      }>(actor, query, { selector });
    expect(expectData(await seenBy(cityOffice)).countedCases.totalCount).toBe(count);
    const own = expectData(await seenBy(guangan)).countedCases;
    expect(own.totalCount).toBeGreaterThan(0);
    expect(own.edges.every(({ node }) => node.mailboxUnit.id === GUANGAN)).toBe(true);
    expect(expectData(await seenBy(yuechi)).countedCases.totalCount).toBe(0);
    expect((await seenBy(citizenLi)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await seenBy(null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each(['', 'eyJ9', Buffer.from('{"from":"2026-01-01"}').toString('base64url')])(
    'a selector that is none is refused: "%s"',
    async (selector) => {
      const query = `query ($selector: ID!) { countedCases(selector: $selector) { totalCount } }`;
      const answer = await casework.ask(cityBureau, query, { selector });
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'selector',
      });
    },
  );
});

describe('R10 what anybody may read', () => {
  const query = (period: string): string => `{ publishedStatistics(period: ${period}) {
    asOf period { label to } onTimePercent total { measure count definition }
    byType { key label figures { count } } byUnit { key label } } }`;

  it('is of periods that are over, and tells nothing of a few cases', async () => {
    const answer = await casework.ask<{ publishedStatistics: Record<string, unknown> }>(
      null,
      query('{ kind: CALENDAR_MONTH, of: "2026-02" }'),
    );
    const published = expectData(answer).publishedStatistics;
    expect(published).toMatchObject({
      asOf: '2026-03-02T01:00:00.000Z',
      period: { label: '2026-02', to: '2026-02-28' },
      onTimePercent: null,
    });
    expect(published.byType).toEqual([
      {
        key: 'COMPLAINT',
        label: '投诉',
        figures: [{ count: null }, { count: null }, { count: null }],
      },
    ]);
  });

  it('counts a period once it is over', async () => {
    const submittedAt = '2025-11-30T23:59:59+08:00';
    const history = { reply: '已办理', repliedAt: '2025-12-01T09:00:00+08:00' };
    for (let index = 0; index < 5; index += 1)
      await caseOf(casework, GUANGAN, { submittedAt, history });
    const answer = await casework.ask<{ publishedStatistics: Record<string, unknown> }>(
      null,
      query('{ kind: QUARTER, of: "2025-Q4" }'),
    );
    expect(expectData(answer).publishedStatistics).toMatchObject({
      onTimePercent: 100,
      total: ['RECEIVED', 'ANSWERED', 'ON_TIME'].map((measure) => ({ measure, count: 5 })),
      byType: [{ key: 'COMPLAINT', figures: [{ count: 5 }, { count: 5 }, { count: 5 }] }],
      byUnit: [{ key: GUANGAN, label: '广安区' }],
    });
  });

  it.each([
    ['{ kind: CALENDAR_MONTH, of: "2026-03" }', 'period'],
    ['{ kind: YEAR }', 'period'],
    ['{ kind: RANGE, from: "2026-01-01", to: "2026-01-02" }', 'period.kind'],
  ])('refuses %s', async (period, argument) => {
    const answer = await casework.ask(null, query(period));
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});
