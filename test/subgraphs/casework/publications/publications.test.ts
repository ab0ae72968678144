import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, expectData, petitionTo, register } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => casework[Symbol.asyncDispose]());

const RECORD = `mutation ($version: RecordPublicVersionInput!) {
  recordPublicVersion(version: $version) { isRecorded } }`;
const FIND = `query ($search: String, $filter: PublishedAnswerFilter, $first: Int! = 20, $after: String) {
  publishedAnswers(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id title question answer type repliedBy { id } submittedOn repliedOn }
      excerpts { part pieces { text start isMatch } } } } }`;

interface Found {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string; title: string }; excerpts: { part: string }[] }[];
}

interface Dataset {
  count: number;
  columns: { name: string; header: string }[];
}

interface Texts {
  title: string;
  question: string;
  answer: string;
}

const TEXTS: Texts = {
  title: '小区路灯不亮',
  question: '小区门口的路灯坏了一个月。',
  answer: '路灯已修复。',
};

async function find(variables: Record<string, unknown> = {}): Promise<Found> {
  const answer = await casework.ask<{ publishedAnswers: Found }>(null, FIND, variables);
  return expectData(answer).publishedAnswers;
}

const titles = ({ edges }: Found): string[] => edges.map(({ node }) => node.title);

async function record(
  petitionId: string,
  texts: Texts | null,
  revision = 1,
  at = '2026-03-02T10:00:00+08:00',
): Promise<boolean> {
  const version = { petitionId, revision, texts, at };
  const answer = await casework.ask<{ recordPublicVersion: { isRecorded: boolean } }>(
    mailboxOf('mayor'),
    RECORD,
    { version },
  );
  return expectData(answer).recordPublicVersion.isRecorded;
}

interface Answered {
  petitionId: string;
  caseId: string;
}

/** A letter that was answered, and whose public version is known. */
async function answered(
  texts: Texts | null,
  visibility = 'PUBLIC',
  change: Record<string, unknown> = {},
  at?: string,
): Promise<Answered> {
  const petition = petitionTo('mayor', change);
  const { registerPetition } = expectData(await register(casework, petition));
  const caseId = registerPetition.case.id;
  await act(casework, cityBureau, 'acceptCase', { caseId });
  await act(casework, cityBureau, 'replyToPetitioner', { caseId, visibility });
  if (texts) await record(petition.petitionId, texts, 1, at);
  return { petitionId: petition.petitionId, caseId };
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

  it('orders by how well it fits: the title first, then the newest; pages without gap or repeat', async () => {
    const word = '垃圾清运';
    const inAnswer = { title: '甲', question: '乙', answer: `已安排${word}。` };
    const inQuestion = { title: '丙', question: `${word}不及时`, answer: '丁' };
    const inTitle = { title: `关于${word}`, question: '戊', answer: '己' };
    for (const [day, texts] of [inQuestion, inTitle, inAnswer].entries())
      await answered(texts, 'PUBLIC', {}, `2026-03-0${day + 2}T10:00:00+08:00`);
    const all = await find({ search: word });
    expect(titles(all)).toEqual([inTitle.title, inAnswer.title, inQuestion.title]);
    const paged: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Found = await find({ search: word, first: 1, after });
      paged.push(...titles(page));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(paged).toEqual(titles(all));
    const wrong = await casework.ask(null, FIND, { after: 'nonsense' });
    expect(wrong.errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });

  it.each([
    ['one sign', '鼋', true],
    ['the last sign of a part', '龘', true],
    ['two signs', '鼋鼍', true],
    ['a phrase', '鼋鼍湖边', true],
    ['a phrase whose pairs stand apart', '水鼋鼍', false],
    ['signs across two parts', '龘住', false],
    ['words and signs together', 'Ａ２7栋', true],
    ['the begin of a word', 'a2', true],
    ['the middle of a word', '27', false],
    ['signs of two parts, in any order', '龘 湖边', true],
    ['with punctuation', '“鼋鼍”！', true],
    ['what is no text at all', "鼋') & !('", true],
    ['capitals', 'WIFI', true],
    ['sixty signs and what comes behind', `鼋鼍${' '.repeat(60)}没有`, true],
    ['10,000 signs', '鼋'.repeat(10_000), false],
  ])('finds by %s', async (_name, search, isFound) => {
    const texts = { title: '鼋鼍湖边龘', question: '住在A27栋。', answer: '已接通Wifi。水鼋。' };
    const known = await find({ search: '鼋鼍湖边龘' });
    if (known.totalCount === 0) await answered(texts);
    expect(titles(await find({ search }))).toEqual(isFound ? [texts.title] : []);
  });

  it('lists everything for an empty search and refuses one of punctuation alone', async () => {
    await answered(TEXTS);
    expect((await find({ search: ' ' })).totalCount).toBe((await find()).totalCount);
    const { errors } = await casework.ask(null, FIND, { search: '，。' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'search' });
  });

  it('pages on undisturbed by what is published meanwhile, and takes no cursor of another list', async () => {
    const word = '翻页';
    for (let n = 1; n <= 4; n += 1) await answered({ ...TEXTS, title: `${word}${n}` });
    const all = titles(await find({ search: word }));
    const first = await find({ search: word, first: 2 });
    await answered({ ...TEXTS, title: `${word}新` }, 'PUBLIC', {}, '2026-03-03T10:00:00+08:00');
    const after = first.pageInfo.endCursor;
    expect(titles(await find({ search: word, first: 9, after }))).toEqual(all.slice(2));
    expect(titles(await find({ search: word }))[0]).toBe(`${word}新`);
    const wrong = await casework.ask(null, FIND, { after });
    expect(wrong.errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
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
