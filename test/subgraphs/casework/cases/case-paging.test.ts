import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, GUANGAN, guangan, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData } from '../support/story.ts';

const CASES = 240;
let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
  await fill();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

/** Many share an instant, so that the order rests on the id; a third owes nothing any more. */
async function fill(): Promise<void> {
  for (let start = 0; start < CASES; start += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => fileLetter(start + index)));
  }
}

async function fileLetter(index: number): Promise<void> {
  const day = String(1 + (index % 7)).padStart(2, '0');
  const place = ['mayor', GUANGAN, HOUSING][index % 3]!;
  const submittedAt = `2026-02-${day}T08:00:00+08:00`;
  const type = index % 2 === 0 ? 'COMPLAINT' : 'CONSULTATION';
  const history = index % 4 === 1 ? { history: {} } : {};
  const caseId = await caseOf(casework, place, { submittedAt, type, ...history });
  if (place === 'mayor') await act(casework, cityBureau, 'declineCase', { caseId }).catch(() => 0);
}

interface Node {
  id: string;
  registeredAt: string;
  submittedAt: string;
  deadlines: { dueAt: string; metAt: string | null }[];
}

interface List {
  cases: {
    edges: { cursor: string; node: Node }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
    totalCount: number;
  };
}

const QUERY = `query ($orderBy: CaseOrder!, $after: String, $first: Int!, $filter: CaseFilter) {
  cases(orderBy: $orderBy, after: $after, first: $first, filter: $filter) {
    edges { cursor node { id registeredAt submittedAt deadlines { dueAt metAt } } }
    pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`;

async function page(
  variables: Record<string, unknown>,
  actor = cityBureau,
): Promise<List['cases']> {
  const defaults = { orderBy: 'REGISTERED_AT_DESC', first: 37 };
  return expectData(await casework.ask<List>(actor, QUERY, { ...defaults, ...variables })).cases;
}

/** Walks a list to its end; `between` happens after each page. */
async function walk(orderBy: string, between: () => Promise<unknown>): Promise<Node[]> {
  const seen: Node[] = [];
  let after: string | null = null;
  while (true) {
    const { edges, pageInfo } = await page({ orderBy, after });
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    seen.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return seen;
    after = pageInfo.endCursor;
    await between();
  }
}

function dueAt({ deadlines }: Node): string {
  const open = deadlines.filter(({ metAt }) => metAt === null).map((one) => one.dueAt);
  return open.toSorted()[0] ?? '9999';
}

const ORDERS: [string, (node: Node) => string, 1 | -1][] = [
  ['REGISTERED_AT_DESC', (node) => node.registeredAt, -1],
  ['REGISTERED_AT_ASC', (node) => node.registeredAt, 1],
  ['SUBMITTED_AT_DESC', (node) => node.submittedAt, -1],
  ['SUBMITTED_AT_ASC', (node) => node.submittedAt, 1],
  ['DUE_AT_ASC', dueAt, 1],
];

describe('R50 one list over all mailboxes', () => {
  it.each(ORDERS)(
    '%s shows each case once, in order, while new ones arrive',
    async (order, valueOf, sign) => {
      const { totalCount } = await page({ orderBy: order, first: 1 });
      const before = new Set((await walk(order, () => Promise.resolve())).map(({ id }) => id));
      expect(before.size).toBe(totalCount);
      const nodes = await walk(order, () => caseOf(casework, 'mayor'));
      const ids = nodes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const missed = [...before].filter((id) => !ids.includes(id));
      expect(missed).toEqual([]);
      const values = nodes.map(valueOf);
      const sorted = values.toSorted((one, two) => sign * (one < two ? -1 : one > two ? 1 : 0));
      expect(values).toEqual(sorted);
    },
  );

  it('a cursor of another order or from elsewhere is refused', async () => {
    const { edges } = await page({ first: 1 });
    const wrong = [edges[0]!.cursor, 'nonsense', ''.padEnd(40, 'a')];
    for (const after of wrong) {
      const answer = await casework.ask(cityBureau, QUERY, {
        orderBy: 'DUE_AT_ASC',
        first: 1,
        after,
      });
      expect(answer.errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
    }
  });

  it.each([0, -1, 101])('first: %d is refused', async (first) => {
    const answer = await casework.ask(cityBureau, QUERY, { orderBy: 'DUE_AT_ASC', first });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'first',
    });
  });
});

describe('the filter of the list', () => {
  const all = { first: 1 };

  it('adds up: each case has one mailbox, type and state', async () => {
    const { totalCount } = await page(all);
    const parts: Record<string, string[]> = {
      mailboxes: ['MAYOR', 'DISTRICT', 'DEPARTMENT', 'NATIONAL'],
      types: ['COMPLAINT', 'CONSULTATION', 'SUGGESTION', 'HELP'],
      channels: ['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE'],
      states: ['REGISTERED', 'ACCEPTED', 'DECLINED', 'ASSIGNED', 'REPLIED', 'CONCLUDED'],
    };
    for (const [field, values] of Object.entries(parts)) {
      const counts = await Promise.all(
        values.map(
          async (value) => (await page({ ...all, filter: { [field]: [value] } })).totalCount,
        ),
      );
      expect(counts.reduce((sum, count) => sum + count)).toBe(totalCount);
      expect((await page({ ...all, filter: { [field]: [] } })).totalCount).toBe(0);
    }
  });

  it('by unit finds its mailbox; overdue and not overdue add up', async () => {
    const { totalCount } = await page(all);
    const ofGuangan = await page({ ...all, filter: { units: [GUANGAN] } });
    expect(ofGuangan.totalCount).toBe(CASES / 3);
    expect((await page(all, guangan)).totalCount).toBe(CASES / 3);
    const overdue = await page({ ...all, filter: { isOverdue: true } });
    const fine = await page({ ...all, filter: { isOverdue: false } });
    expect(overdue.totalCount + fine.totalCount).toBe(totalCount);
    expect(overdue.totalCount).toBeGreaterThan(0);
  });

  it('by time takes the start in and leaves the end out', async () => {
    const submittedFrom = '2026-02-03T08:00:00+08:00';
    const submittedBefore = '2026-02-04T08:00:00+08:00';
    const { edges } = await page({ first: 100, filter: { submittedFrom, submittedBefore } });
    const instants = new Set(edges.map(({ node }) => node.submittedAt));
    expect([...instants]).toEqual(['2026-02-03T00:00:00.000Z']);
  });

  it('refuses what cannot be a unit or a number', async () => {
    for (const filter of [{ units: ['x'] }, { registrationNumber: 'GA 1' }]) {
      const answer = await casework.ask(cityBureau, QUERY, {
        orderBy: 'DUE_AT_ASC',
        first: 1,
        filter,
      });
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
