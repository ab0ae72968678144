import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import readWorkbook from 'read-excel-file/node';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { csvOf } from '../../../../subgraphs/casework/statistics/export/csv.ts';
import type { Cell, Table } from '../../../../subgraphs/casework/statistics/export/table.ts';
import { xlsxOf } from '../../../../subgraphs/casework/statistics/export/xlsx.ts';
import { cityBureau, guangan, GUANGAN, yuechi } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData } from '../support/story.ts';

function tableOf(rows: Cell[][]): Table {
  return { title: '表', headers: ['甲', '乙', '丙'], rows, notes: ['截止时间: 今天'] };
}

async function csvText(rows: Cell[][]): Promise<string> {
  return (await Array.fromAsync(csvOf(tableOf(rows)))).join('');
}

async function workbook(rows: Cell[][]): Promise<unknown[][]> {
  return readFirstSheet(Buffer.concat(await Array.fromAsync(xlsxOf(tableOf(rows)))));
}

async function readFirstSheet(bytes: Buffer): Promise<unknown[][]> {
  const [sheet] = await readWorkbook(bytes);
  return sheet!.data;
}

describe('R95 a table as CSV', () => {
  it('is UTF-8 by its mark, quoted where needed, with notes below', async () => {
    const text = await csvText([
      ['a,b', 'say "hi"', null],
      ['两\n行', 1.5, new Date('2026-03-01T16:30:00Z')],
    ]);
    expect(text).toBe(
      '\uFEFF表\r\n甲,乙,丙\r\n"a,b","say ""hi""",\r\n"两\n行",1.5,2026-03-02 00:30\r\n\r\n截止时间: 今天\r\n',
    );
  });

  it.each(['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '－1'])(
    'never begins a formula: %j',
    async (text) => {
      const [, , line] = (await csvText([[text, 'x', 'y']])).split('\r\n', 3);
      expect(line!.replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('leaves numbers below zero alone', async () => {
    expect(await csvText([[-2, 'x', 'y']])).toContain('\r\n-2,x,y\r\n');
  });
});

describe('R95 a table as a workbook', () => {
  it('is read by another program as it was written', async () => {
    const [first, second] = [
      ['=1+1', '<b>&"\u0007', null],
      ['  两\n行', 1.5, new Date('2026-03-01T16:30:00Z')],
    ] as Cell[][];
    expect(await workbook([first!, second!])).toEqual([
      ['表', null, null],
      ['甲', '乙', '丙'],
      ['=1+1', '<b>&"\uFFFD', null],
      [expect.stringContaining('两\n行'), 1.5, new Date('2026-03-02T00:30:00Z')],
      expect.anything(),
      ['截止时间: 今天', null, null],
    ]);
  });

  it('goes past the columns of one letter and the rows of one piece', async () => {
    const rows = Array.from({ length: 1_201 }, (_row, row) =>
      Array.from({ length: 30 }, (_column, column) => row * 100 + column),
    );
    const read = await workbook(rows);
    expect(read.slice(2, 1_203)).toEqual(rows);
  });
});

describe('links to files', () => {
  let casework: TestCasework;
  beforeAll(async () => {
    casework = await startCasework();
    for (const place of [GUANGAN, GUANGAN, 'mayor']) await caseOf(casework, place);
    const caseId = await caseOf(casework, 'mayor', {
      signatoryCount: 40,
      petitionerAccount: 'account:secret',
    });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: GUANGAN });
  });
  afterAll(async () => {
    await casework[Symbol.asyncDispose]();
  });

  const PERIOD = 'period: { kind: CALENDAR_MONTH, of: "2026-03" }';

  async function linkFor(actor: Actor, fields: string): Promise<string> {
    const query = `{ statistics(${PERIOD}) { ${fields} } }`;
    const answer = await casework.ask<{
      statistics: { export?: { url: string }; figures?: { export: { url: string } }[] };
    }>(actor, query);
    const { statistics } = expectData(answer);
    return (statistics.export ?? statistics.figures![0]!.export).url;
  }

  const received = (format: string): string =>
    `figures(of: [RECEIVED]) { export(format: ${format}) { url } }`;

  async function download(url: string): Promise<Response> {
    return fetch(`${casework.url}${url}`);
  }

  it('give the statistics, each row with its figures, and what they mean', async () => {
    const url = await linkFor(cityBureau, 'export(format: CSV, dimension: UNIT) { url }');
    const response = await download(url);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toContain('广安市 信访统计 2026-03');
    expect(lines.slice(2, 5).map((line) => line.split(',', 2))).toEqual([
      ['广安区', '3'],
      ['未交办单位', '1'],
      ['合计（件）', '4'],
    ]);
    expect(lines).toContain('截止时间（北京时间）: 2026-03-02 09:00');
    expect(lines.some((line) => line.startsWith('按期答复: 已答复，且'))).toBe(true);
  });

  it('give the same as a workbook', async () => {
    const url = await linkFor(
      cityBureau,
      'export(format: XLSX, dimension: UNIT, language: EN) { url }',
    );
    const sheet = await readFirstSheet(Buffer.from(await (await download(url)).arrayBuffer()));
    expect(sheet[1]!.slice(0, 3)).toEqual(['Unit', 'Received', 'Valid']);
    expect(sheet[4]!.slice(0, 2)).toEqual(['Total', 4]);
  });

  it.each([
    ['the city bureau', cityBureau, 4],
    ['a district, its own', guangan, 3],
    ['a district without any', yuechi, 0],
  ])('give the cases a figure counts: %s', async (_who, actor, count) => {
    const csv = await (await download(await linkFor(actor, received('CSV')))).text();
    expect(csv.match(/GA-2026-\d{6}/g) ?? []).toHaveLength(count);
    const bytes = await (await download(await linkFor(actor, received('XLSX')))).arrayBuffer();
    const sheet = await readFirstSheet(Buffer.from(bytes));
    const numbers = sheet.map(([first]) => String(first)).filter((text) => text.startsWith('GA-'));
    expect(numbers).toHaveLength(count);
  });

  it('R96 show nothing of who wrote, what was written, or the query code', async () => {
    const csv = await (await download(await linkFor(cityBureau, received('CSV')))).text();
    expect(csv).not.toMatch(/account|secret|[0-9a-f]{64}/);
    expect(csv.split('\r\n')[1]).toBe(
      '登记编号,信箱,信箱单位,承办单位,渠道,信访类别,内容分类,状态,人数,重复,提交时间,办理期限,答复时间,满意度',
    );
  });

  it('are one read of one moment, however long the list is', async () => {
    const client = new Client({
      connectionString: casework.databaseUrl,
      options: '-c search_path=casework',
    });
    await client.connect();
    await client.query(
      `insert into "case" (id, registration_number, petition_id, mailbox, channel, type, state,
         submitted_at, registered_at, signatory_count, query_code_hash, policy)
       select 'case:' || n, 'GA-2020-' || n, 'mayor:' || n, 'MAYOR', 'ONLINE', 'HELP', 'CONCLUDED',
         timestamptz '2020-01-01' + n * interval '1 minute', now(), 1, n::text, 'guangan-2011'
       from generate_series(1, 2500) n`,
    );
    await client.end();
    const query = `{ statistics(period: { kind: YEAR, of: "2020" }) { figures(of: [RECEIVED]) { count export(format: CSV) { url } } } }`;
    const answer = await casework.ask<{
      statistics: { figures: { count: number; export: { url: string } }[] };
    }>(cityBureau, query);
    const [figure] = expectData(answer).statistics.figures;
    expect(figure!.count).toBe(2_500);
    const csv = await (await download(figure!.export.url)).text();
    expect(new Set(csv.match(/GA-2020-\d+/g)).size).toBe(2_500);
  });
});
