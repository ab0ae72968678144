import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCasework, type TestCasework } from '../support/casework.ts';
import {
  createPublishing,
  FIND,
  TEXTS,
  titles,
  type Publishing,
  type Found,
} from '../support/publishing.ts';

let casework: TestCasework;
let find: Publishing['find'];
let answered: Publishing['answered'];
beforeAll(async () => {
  casework = await startCasework();
  ({ find, answered } = createPublishing(casework));
});
afterAll(async () => casework[Symbol.asyncDispose]());

describe('R10 R66 search among published answers', () => {
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
});
