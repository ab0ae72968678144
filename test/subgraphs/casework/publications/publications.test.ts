import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { createPublishing, RECORD, TEXTS, titles, type Publishing } from '../support/publishing.ts';
import { act, expectData, petitionTo } from '../support/story.ts';

let casework: TestCasework;
let find: Publishing['find'];
let record: Publishing['record'];
let answered: Publishing['answered'];
beforeAll(async () => {
  casework = await startCasework();
  ({ find, record, answered } = createPublishing(casework));
});
afterAll(async () => casework[Symbol.asyncDispose]());

interface Dataset {
  count: number;
  columns: { name: string; header: string }[];
}

describe('R10 R66 published answers', () => {
  it('R66 shows what was released to anybody, found by its signs, with what was found marked', async () => {
    await answered(TEXTS);
    const found = await find({ search: '路灯' });
    expect(found.edges[0]).toEqual({
      node: {
        id: expect.any(String),
        ...TEXTS,
        type: 'COMPLAINT',
        repliedBy: { id: 'department:petition-bureau' },
        submittedOn: '2026-03-02',
        repliedOn: '2026-03-02',
      },
      excerpts: [
        {
          part: 'TITLE',
          pieces: [
            { text: '小区', start: 0, isMatch: false },
            { text: '路灯', start: 2, isMatch: true },
            { text: '不亮', start: 4, isMatch: false },
          ],
        },
        { part: 'QUESTION', pieces: expect.anything() },
        { part: 'ANSWER', pieces: expect.anything() },
      ],
    });
    expect(titles(await find({ search: '灯' }))).toContain(TEXTS.title);
    expect((await find({ search: '路亮' })).totalCount).toBe(0);
    expect((await find({ search: '路灯 不亮' })).totalCount).toBe(1);
  });

  it('R66 shows nothing whose reply is private, until that is published', async () => {
    const title = '私下答复的信';
    const { petitionId, caseId } = await answered({ ...TEXTS, title }, 'PRIVATE');
    expect(titles(await find())).not.toContain(title);
    const answer = await casework.ask<{ case: { replies: { id: string }[] } }>(
      cityBureau,
      'query ($id: ID!) { case(id: $id) { replies { id } } }',
      { id: caseId },
    );
    await act(casework, cityBureau, 'publishReply', {
      replyId: expectData(answer).case.replies[0]!.id,
    });
    expect(titles(await find())).toContain(title);
    await record(petitionId, null, 2);
    expect(titles(await find())).not.toContain(title);
  });

  it('R12 shows nothing of a letter in question, nor of one that accuses a unit', async () => {
    const held = await answered({ ...TEXTS, title: '被暂存的信' });
    expect(titles(await find())).toContain('被暂存的信');
    const accused = { accusedUnits: ['department:housing'] };
    await answered({ ...TEXTS, title: '检举的信' }, 'PUBLIC', accused);
    await casework.ask(
      mailboxOf('mayor'),
      `mutation ($moderation: RecordModerationInput!) { recordModeration(moderation: $moderation) { revision } }`,
      {
        moderation: {
          petitionId: held.petitionId,
          revision: 1,
          state: 'HELD',
          ground: 'PRIVACY',
          at: '2026-03-02T10:00:00+08:00',
        },
      },
    );
    const shown = titles(await find());
    expect(shown).not.toContain('被暂存的信');
    expect(shown).not.toContain('检举的信');
  });

  it('takes versions in any order: the newest counts', async () => {
    const { petitionId } = await answered(null);
    expect(await record(petitionId, { ...TEXTS, title: '第二版' }, 2)).toBe(true);
    expect(await record(petitionId, { ...TEXTS, title: '第一版' }, 1)).toBe(false);
    const shown = titles(await find({ search: '第二版' }));
    expect(shown).toEqual(['第二版']);
  });

  it('R66 lists an answer whose reply and public version come at the same moment', async () => {
    for (let n = 1; n <= 5; n += 1) {
      const title = `同时${n}`;
      const { petitionId, caseId } = await answered(null, 'PRIVATE');
      const seen = await casework.ask<{ case: { replies: { id: string }[] } }>(
        cityBureau,
        'query ($id: ID!) { case(id: $id) { replies { id } } }',
        { id: caseId },
      );
      const replyId = expectData(seen).case.replies[0]!.id;
      await Promise.all([
        act(casework, cityBureau, 'publishReply', { replyId }),
        record(petitionId, { ...TEXTS, title }),
      ]);
      expect(titles(await find({ search: title }))).toEqual([title]);
    }
  });

  it('filters by type, unit, day and category', async () => {
    await answered({ ...TEXTS, title: '一封建议' }, 'PUBLIC', { type: 'SUGGESTION' });
    expect(titles(await find({ filter: { types: ['SUGGESTION'] } }))).toEqual(['一封建议']);
    for (const filter of [
      { repliedBy: ['department:housing'] },
      { from: '2026-03-03' },
      { to: '2026-03-01' },
      { category: ['城乡建设'] },
    ])
      expect((await find({ filter })).totalCount).toBe(0);
    const { totalCount } = await find();
    expect((await find({ filter: { from: '2026-03-02', to: '2026-03-02' } })).totalCount).toBe(
      totalCount,
    );
  });

  it('R71 R72 shows good examples by month, and topics', async () => {
    const { caseId } = await answered({ ...TEXTS, title: '典型' });
    await act(casework, cityBureau, 'classifyCase', { caseId, category: ['城乡建设'] });
    await act(casework, cityBureau, 'concludeCase', { caseId });
    await act(casework, cityBureau, 'recordExample', { caseId, kind: 'GOOD' });
    const show = async (month: string) =>
      expectData(
        await casework.ask<{ showcase: unknown[] }>(
          null,
          'query ($month: String!) { showcase(month: $month) { title } }',
          { month },
        ),
      ).showcase;
    expect(await show('2026-03')).toEqual([{ title: '典型' }]);
    expect(await show('2026-02')).toEqual([]);
    const topics = await casework.ask(null, '{ publishedTopics { topic count } }');
    expect(expectData(topics)).toEqual({ publishedTopics: [{ topic: '城乡建设', count: 1 }] });
  });

  it.each([
    ['CSV', '来信内容'],
    ['JSON', '"question":"小区门口的路灯坏了一个月。"'],
  ])('gives everybody all of it as %s', async (format, expected) => {
    await answered(TEXTS);
    const answer = await casework.ask<{ openData: { url: string } }>(
      null,
      'query ($format: OpenDataFormat!) { openData(format: $format) { url } }',
      { format },
    );
    const { url } = expectData(answer).openData;
    const file = await (await fetch(`${casework.url}${url}`)).text();
    expect(file).toContain(expected);
    expect(file).toContain(TEXTS.title);
    expect(file).not.toContain('account:');
    if (format === 'JSON')
      expect((JSON.parse(file) as unknown[]).length).toBe((await find()).totalCount);
  });

  it('R71 gives the good examples of a month as a file, and says what is in the files', async () => {
    const title = '本月典型';
    const { caseId } = await answered({ ...TEXTS, title });
    await act(casework, cityBureau, 'concludeCase', { caseId });
    await act(casework, cityBureau, 'recordExample', { caseId, kind: 'GOOD' });
    const { openData, openDataset } = expectData(
      await casework.ask<{ openData: { url: string }; openDataset: Dataset }>(
        null,
        `{ openData(format: CSV, month: "2026-03") { url }
          openDataset { title description publisher { id } licence licenceUrl count updatedAt
            columns { name header description } } }`,
      ),
    );
    const file = await (await fetch(`${casework.url}${openData.url}`)).text();
    const lines = file.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines[0]).toBe(openDataset.columns.map(({ header }) => header).join());
    expect(file).toContain(title);
    expect(lines.length - 1).toBeLessThan(openDataset.count);
    expect(openDataset).toMatchObject({
      title: '广安市公开答复',
      publisher: { id: 'department:petition-bureau' },
      licence: 'CC BY 4.0',
      licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
      count: (await find()).totalCount,
      updatedAt: expect.any(String),
    });
    const refused = await casework.ask(null, '{ openData(format: CSV, month: "三月") { url } }');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ argument: 'month' });
  });

  it('keeps the columns of the open data as programs know them', async () => {
    const { openDataset } = expectData(
      await casework.ask<{ openDataset: Dataset }>(
        null,
        '{ openDataset { columns { name header } } }',
      ),
    );
    expect(openDataset.columns.map(({ name, header }) => `${name} ${header}`)).toEqual([
      'id 编号',
      'mailbox 信箱',
      'mailboxUnit 信箱单位',
      'type 信访类别',
      'category 内容分类',
      'submittedOn 来信日期',
      'title 标题',
      'question 来信内容',
      'repliedOn 答复日期',
      'repliedBy 答复单位',
      'answer 答复内容',
    ]);
  });

  it('is told by the mailbox of the letter alone', async () => {
    const { petitionId } = petitionTo('mayor');
    const version = { petitionId, revision: 1, texts: TEXTS, at: '2026-03-02T09:00:00+08:00' };
    for (const [actor, code] of [
      [null, 'UNAUTHENTICATED'],
      [cityBureau, 'FORBIDDEN'],
      [mailboxOf('national'), 'FORBIDDEN'],
    ] as const) {
      const { errors } = await casework.ask(actor, RECORD, { version });
      expect(errors?.[0]?.extensions.code).toBe(code);
    }
  });
});
