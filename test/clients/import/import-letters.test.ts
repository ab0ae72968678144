import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Batch } from '../../../clients/import/batches.ts';
import { importLetters, type ImportSummary } from '../../../clients/import/import-letters.ts';
import { readLetters } from '../../../clients/import/read-letters.ts';
import { describeTimeliness } from '../../../clients/import/report.ts';

function letter(number: string, more: object = {}): string {
  return JSON.stringify({
    number,
    author: 'A0001',
    title: '路灯不亮',
    content: '小区门口路灯坏了。',
    submittedAt: '2019-04-25T09:32:09+08:00',
    ...more,
  });
}

async function importLines(
  lines: string[],
  answer: (batch: Batch) => { sourceNumber: string; reason: string }[] = () => [],
): Promise<{ summary: ImportSummary; batches: Batch[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  const file = join(folder, 'letters.jsonl');
  await writeFile(file, lines.join('\n'));
  const batches: Batch[] = [];
  const summary = await importLetters({
    lines: readLetters(file),
    routeLetter: ({ submittedOn }) => ({
      unit: submittedOn < '2019-05-01' ? 'mayor' : 'district:511602',
      upstreamChannel: null,
      type: 'HELP',
    }),
    onProgress: () => undefined,
    api: {
      importLetters: (batch) => {
        batches.push(batch);
        const rejected = answer(batch);
        const imported = batch.letters.length - rejected.length;
        return Promise.resolve({ imported, alreadyPresent: 0, rejected });
      },
    },
  });
  await rm(folder, { recursive: true });
  return { summary, batches };
}

describe('importing a file of letters', () => {
  it('reports each bad line with its number and reason and loads the others', async () => {
    const { summary, batches } = await importLines([
      letter('1'),
      '{"number": "2", ',
      letter('3', { title: '' }),
      letter('4', { submittedAt: '2019-04-25' }),
      '',
      letter('5', { reply: '已修好。' }),
      letter('6', { reply: '已修好。', repliedAt: '2019-04-01T00:00:00+08:00' }),
      letter('1', { title: '另一封信' }),
      letter('7', { reply: '已修好。', repliedAt: '2019-05-01T00:00:00+08:00' }),
    ]);
    expect(summary).toMatchObject({ read: 8, imported: 2, alreadyPresent: 0 });
    expect(summary.rejected.map(({ line }) => line)).toEqual([2, 3, 4, 6, 7, 8]);
    expect(summary.rejected.map(({ reason }) => reason)).toEqual([
      'not valid JSON',
      expect.stringContaining('title'),
      expect.stringContaining('submittedAt'),
      'reply and repliedAt must come together',
      'repliedAt lies before submittedAt',
      'number: stands already on line 1',
    ]);
    expect(batches.flatMap((batch) => batch.letters.map((one) => one.sourceNumber))).toEqual([
      '1',
      '7',
    ]);
  });

  it('takes a line to its line feed, whatever separators its texts hold', async () => {
    const content = '第一段\u2028第二段\u2029第三段';
    const { summary, batches } = await importLines([letter('1', { content }), letter('2')]);
    expect(summary).toMatchObject({ read: 2, imported: 2, rejected: [] });
    expect(batches[0]?.letters[0]?.content).toBe(content);
  });

  it('takes lines that end as on Windows, begin with a mark of their order, or lack their end', async () => {
    const { summary } = await importLines([
      `\uFEFF${letter('1')}\r`,
      '\r',
      `${letter('2')}\r`,
      letter('3'),
    ]);
    expect(summary).toEqual({ read: 3, imported: 3, alreadyPresent: 0, rejected: [] });
  });

  it('rejects a letter that is too large for a request, and loads the others', async () => {
    const picture = 'data:image/png;base64,'.padEnd(2_000_000, 'A');
    const { summary, batches } = await importLines([
      letter('1'),
      letter('2', { content: picture }),
      letter('3'),
    ]);
    expect(summary).toMatchObject({ imported: 2, rejected: [{ line: 2 }] });
    expect(summary.rejected[0]?.reason).toMatch(/1000000 bytes, got 2000\d{3}/);
    for (const { letters } of batches)
      expect(Buffer.byteLength(JSON.stringify(letters))).toBeLessThan(500_000);
  });

  it('finds a number that stands twice with and without spaces, which are no part of it', async () => {
    const { summary } = await importLines([letter('1'), letter(' 1 ', { title: '另一封信' })]);
    expect(summary.rejected).toEqual([{ line: 2, reason: 'number: stands already on line 1' }]);
  });

  it('names the line of a letter that its mailbox refuses', async () => {
    const { summary } = await importLines([letter('1'), letter('2')], (batch) =>
      batch.letters
        .filter(({ sourceNumber }) => sourceNumber === '2')
        .map(({ sourceNumber }) => ({ sourceNumber, reason: 'title too long' })),
    );
    expect(summary).toEqual({
      read: 2,
      imported: 1,
      alreadyPresent: 0,
      rejected: [{ line: 2, reason: 'title too long' }],
    });
  });

  it('takes the day of a letter in Shanghai and sends every mailbox its own batches', async () => {
    const { batches } = await importLines([
      letter('1', { submittedAt: '2019-04-30T15:59:59Z' }),
      letter('2', { submittedAt: '2019-04-30T16:00:00Z' }),
    ]);
    expect(batches.map(({ mailbox, letters }) => [mailbox, letters.length])).toEqual([
      ['mayor', 1],
      ['district:511602', 1],
    ]);
  });

  it('never sends more than a hundred letters or half a megabyte at once', async () => {
    const many = Array.from({ length: 250 }, (_, index) => letter(`n${String(index)}`));
    const large = Array.from({ length: 5 }, (_, index) =>
      letter(`l${String(index)}`, { content: '长'.repeat(50_000) }),
    );
    const { summary, batches } = await importLines([...many, ...large]);
    expect(summary.imported).toBe(255);
    for (const { letters } of batches) {
      expect(letters.length).toBeLessThanOrEqual(100);
      expect(Buffer.byteLength(JSON.stringify(letters))).toBeLessThan(500_000);
    }
  });
});

describe('the report by month', () => {
  it('sums the months and gives the on-time rate of the answered', () => {
    const month = { declined: 0, open: 1, answered: 3, letters: 4 };
    const text = describeTimeliness([
      { month: '2019-04', ...month, onTime: 3, late: 0 },
      { month: '2019-05', ...month, onTime: 0, late: 3 },
    ]);
    expect(text.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['month', 'letters', 'answered', 'on time', 'late', 'open', 'declined', 'on-time rate'],
      ['2019-04', '4', '3', '3', '0', '1', '0', '100.0%'],
      ['2019-05', '4', '3', '0', '3', '1', '0', '0.0%'],
      ['total', '8', '6', '3', '3', '2', '0', '50.0%'],
    ]);
  });
});
