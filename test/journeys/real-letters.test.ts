import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCityHere, type CityHere } from './support/city.ts';
import type { Caller } from './support/caller.ts';

/** Real, anonymised letters lie beside the project; elsewhere made ones of the same form serve. */
const REAL_LETTERS = '../shared/data/answered-messages.jsonl';

let city: CityHere;
let folder: string;
beforeAll(async () => {
  city = await startCityHere({}, [], ['casework']);
  folder = await mkdtemp(join(tmpdir(), 'letters-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await city[Symbol.asyncDispose]();
});

function madeLetters(): string {
  const start = Date.parse('2018-01-02T09:00:00+08:00');
  const titles = ['A1区路灯不亮', '咨询养老保险', '建议增开公交', '投诉A7县噪音', '西地省政策'];
  return Array.from({ length: 600 }, (_, index) => {
    const submitted = start + index * 7 * 3_600_000;
    return JSON.stringify({
      number: `M${index}`,
      author: `A${index}`,
      title: titles[index % titles.length],
      content: `第${index}封信的内容。`,
      submittedAt: new Date(submitted).toISOString(),
      reply: '已答复。',
      repliedAt: new Date(submitted + (index % 60) * 86_400_000).toISOString(),
    });
  }).join('\n');
}

async function lettersFile(): Promise<string> {
  if (existsSync(REAL_LETTERS)) return REAL_LETTERS;
  console.warn(`${REAL_LETTERS} is absent: made letters are loaded instead`);
  const file = join(folder, 'made.jsonl');
  await writeFile(file, madeLetters());
  return file;
}

async function runImport(file: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['clients/import/main.ts', file], {
    env: {
      ...process.env,
      GATEWAY_URL: `${city.stack.url('gateway')}/graphql`,
      DEV_ISSUER_URL: city.stack.url('dev-issuer'),
    },
    maxBuffer: 10_000_000,
  });
  return stdout;
}

async function pageThrough(caller: Caller, orderBy: string): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { cases } = (await caller.ask(
      `query ($after: String, $orderBy: CaseOrder!) {
        cases(first: 100, after: $after, orderBy: $orderBy) {
          edges { node { id } } pageInfo { endCursor hasNextPage }
        }
      }`,
      { after, orderBy },
    )) as { cases: { edges: { node: { id: string } }[]; pageInfo: PageInfo } };
    ids.push(...cases.edges.map(({ node }) => node.id));
    after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

interface PageInfo {
  endCursor: string;
  hasNextPage: boolean;
}

describe('a city loads its past', () => {
  it('accounts for every letter, pages through all of them, and a second load changes nothing', async () => {
    const file = await lettersFile();
    const total = (await readFile(file, 'utf8')).trim().split('\n').length;
    const report = await runImport(file);
    const [, read, imported, present, rejected] =
      /(\d+) read = (\d+) imported \+ (\d+) already present \+ (\d+) rejected/
        .exec(report)!
        .map(Number);
    expect(read).toBe(total);
    expect({ present, rejected }).toEqual({ present: 0, rejected: 0 });

    const importer = await city.as('importer');
    for (const orderBy of ['SUBMITTED_AT_ASC', 'REGISTERED_AT_DESC', 'DUE_AT_ASC']) {
      const ids = await pageThrough(importer, orderBy);
      expect(ids).toHaveLength(imported!);
      expect(new Set(ids).size).toBe(imported);
    }

    const { monthlyTimeliness } = await importer.ask(
      '{ monthlyTimeliness { month letters answered open declined onTime late } }',
    );
    const sum = (key: string): number =>
      monthlyTimeliness.reduce(
        (all: number, month: Record<string, number>) => all + month[key]!,
        0,
      );
    expect(sum('letters')).toBe(imported);
    expect(sum('onTime') + sum('late')).toBe(sum('answered'));
    expect(sum('answered') + sum('open') + sum('declined')).toBe(imported);
    expect(report).toContain(`${monthlyTimeliness[0].month}`);
    for (const policy of ['guangan-2011', 'national-2022'])
      expect(report).toMatch(
        new RegExp(`^${policy}: \\d+ of ${String(sum('answered'))} on time \\(\\d+\\.\\d%\\)`, 'm'),
      );

    const again = await runImport(file);
    expect(again).toContain(`${total} read = 0 imported + ${total} already present + 0 rejected`);
    expect(await pageThrough(importer, 'SUBMITTED_AT_ASC')).toHaveLength(imported!);
  }, 180_000);

  it('raises the alert of an unanswered old letter exactly once, a bad line apart', async () => {
    await using alerts = await city.listen(
      'city-bureau',
      `subscription ($after: String) {
        overdueAlert(minLevel: OVERDUE, after: $after) {
          alert { id level case { petition { title } } deadline { rule isOverdue } }
        }
      }`,
    );
    const file = join(folder, 'open.jsonl');
    const open = {
      number: 'open-1',
      author: 'A1',
      title: '市里的老问题',
      content: '一直没有答复。',
      submittedAt: '2019-03-01T09:00:00+08:00',
    };
    await writeFile(file, `${JSON.stringify(open)}\nnot a letter\n`);
    const report = await runImport(file);
    expect(report).toContain('2 read = 1 imported + 0 already present + 1 rejected');
    expect(report).toContain('line 2: not valid JSON');
    const { overdueAlert } = await alerts.next();
    expect(overdueAlert.alert).toMatchObject({
      level: 'OVERDUE',
      case: { petition: { title: open.title } },
      deadline: { isOverdue: true },
    });
    await city.stack.kill('casework');
    await city.stack.start('casework');
    const bureau = await city.as('city-bureau');
    const { cases } = await bureau.ask(
      '{ cases(first: 1, filter: { isOverdue: true }) { edges { node { overdueAlerts { level } } } } }',
    );
    expect(cases.edges[0].node.overdueAlerts).toEqual([{ level: 'OVERDUE' }]);
  });
});
