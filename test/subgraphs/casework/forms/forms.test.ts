import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citizenLi, citizenWang, cityOffice, housing, transport } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { filledCase, LETTER, linkTo, MASKED, type FormCase, type FormField } from './form-story.ts';
import { readPages } from './read-document.ts';

let casework: TestCasework;
let filled: FormCase;
beforeAll(async () => {
  casework = await startCasework();
  filled = await filledCase(casework);
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const FORMATS = ['PDF', 'HTML'] as const;

function formA(format: string): FormField {
  return `assignmentForm(format: ${format})`;
}

function formB(format: string): FormField {
  return `supervisionForm(supervisionId: "${filled.supervisionId}", format: ${format})`;
}

async function pagesOf(chosen: Parameters<typeof linkTo>[2]): Promise<string[]> {
  return readPages(casework, await linkTo(casework, filled, chosen));
}

/** Between offices, never for the petitioner. */
const INTERNAL = ['请核实并督促企业支付', '企业已承诺支付', '赵局长', '非常感谢', '电话回访属实'];

describe.each(FORMATS)('R74 Form A 《交办（反馈）单》 as %s', (format) => {
  it('has what the petition asks for and all that was done about it', async () => {
    const text = (await pagesOf({ field: formA(format) })).join('');
    const fields = [
      '信访事项交办（反馈）单',
      `登记编号${filled.number}登记日期2026年3月2日`,
      '来件信箱市长信箱（市信访局）',
      '来件渠道网上信访类别投诉',
      '信访人姚建国件数/人数1件/40人',
      '联系电话13800000000联系地址广安区城南街道1号',
      '适用规定广安市网上信访工作规定（2011）（guangan-2011）',
      '标题拖欠工资并断缴社会保险',
      '主要诉求1．补发五个月工资2．补缴八个月社会保险',
      '来件内容我等40人在城南工地务工，被拖欠5个月工资。另有8个月未缴社会保险，请求核查。',
      '受理意见予以受理受理日期2026年3月2日',
      '1信访人姚建国市信访局2026年3月2日09:00',
      '2市信访局市住房和城乡建设局2026年3月2日09:002026年3月2日09:00',
      '市住房和城乡建设局（主办）交办请核实并督促企业支付2026年3月30日已完成企业已承诺支付',
      '办理答复市信访局20个工作日（R57）2026年3月2日2026年3月30日2026年3月2日',
      '补发五个月工资属实支持工资已全部到账市信访局',
      '2026年3月2日市信访局公开拖欠工资已补发',
      '签发人赵局长初审日期2026年3月2日信访人意见非常感谢',
      '核查结果属实复审日期2026年3月2日核查单位市信访局核查备注电话回访属实',
      '承办人（签字）：年月日',
      '信访人（签字）：年月日',
    ];
    for (const field of fields) expect(text).toContain(field);
  });

  it('R96 has for the petitioner what they may see of the case, and nothing between offices', async () => {
    const text = (await pagesOf({ field: formA(format), actor: citizenLi })).join('');
    expect(text).toContain('拖欠工资已补发');
    expect(text).toContain('信访人意见（按规定不予显示）');
    expect(text).toContain('核查备注（按规定不予显示）');
    for (const words of INTERNAL) expect(text).not.toContain(words);
  });

  it('R96 masks the writer where the mailbox does, down to the chain of custody', async () => {
    const chosen = { field: formA(format), actor: housing, letter: MASKED } as const;
    const text = (await pagesOf(chosen)).join('');
    expect(text).toContain('信访人姚某某件数/人数');
    expect(text).toContain('联系电话（按规定不予显示）联系地址（按规定不予显示）');
    expect(text).toContain('来件内容（按规定不予显示）');
    expect(text).not.toContain('姚建国');
    expect(text).not.toContain('13800000000');
  });
});

describe.each(FORMATS)('R84 Form B 《督查协调单》 as %s', (format) => {
  it('has reason, consent, at least two officers on site, and the opinion with who got it (R85)', async () => {
    const text = (await pagesOf({ field: formB(format), actor: cityOffice })).join('');
    const fields = [
      '信访事项督查协调单',
      `登记编号${filled.number}立项日期2026年3月2日督查类型督办立项单位市信访局`,
      '信访事项拖欠工资并断缴社会保险涉及单位市住房和城乡建设局督查事由涉及人数较多',
      '批准人王主任同意日期2026年3月2日',
      '督查人员张三丰、李四光督查人数2人',
      '督查时间2026年3月2日08:40督查地点城南工地项目部督查情况现场核对工资表',
      '文种《督办意见》送达日期2026年3月2日督查意见限十日内足额支付送达单位市住房和城乡建设局送达信访人已送达',
      '被督查单位（签字）：年月日',
    ];
    for (const field of fields) expect(text).toContain(field);
  });

  it('R85 tells the petitioner the opinion and nothing of how it came about', async () => {
    const text = (await pagesOf({ field: formB(format), actor: citizenLi })).join('');
    expect(text).toContain('督查意见限十日内足额支付');
    for (const words of ['涉及人数较多', '王主任', '张三丰', '项目部', '现场核对工资表'])
      expect(text).not.toContain(words);
  });
});

describe('forms', () => {
  it('R96 are not for those without a part in the case, nor of a supervision of another case', async () => {
    const field = formA('PDF');
    expect(await linkTo(casework, filled, { field, actor: citizenWang })).toBeNull();
    expect(await linkTo(casework, filled, { field, actor: transport })).toBeNull();
    const other = await filledCase(casework);
    expect(await linkTo(casework, other, { field: formB('PDF') })).toBeNull();
  });

  it('R74 show a letter of 9,000 signs whole over many pages, each with its number and page', async () => {
    const lines = Array.from(
      { length: 450 },
      (_none, index) => `第${index + 1}行说明欠薪经过与依据。`,
    );
    const letter = { ...LETTER, content: lines.join('\n') };
    const pages = await pagesOf({ field: formA('PDF'), letter });
    expect(pages.length).toBeGreaterThan(8);
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(`第${index + 1}页共${pages.length}页`);
      expect(text).toContain(`编号：${filled.number}`);
      if (index > 0 && index < 8) expect(text).toContain('二、主要内容');
    }
    const whole = pages.join('');
    expect(lines.filter((line) => !whole.includes(line))).toEqual([]);
  });

  it('take what a letter says for text, never for markup', async () => {
    const letter = { ...LETTER, title: `<img src=x onerror="alert('1')"> & more` };
    const link = await linkTo(casework, filled, { field: formA('HTML'), letter });
    const html = await (await fetch(`${casework.url}${link!.url}`)).text();
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more');
    expect(html).not.toContain('<img');
  });

  it('are refused as PDF with the numbers of signs that no font has, and shown as HTML', async () => {
    const letter = { ...LETTER, petitioner: { ...LETTER.petitioner, name: '李𡋾' } };
    const link = await linkTo(casework, filled, { field: formA('PDF'), letter });
    const response = await fetch(`${casework.url}${link!.url}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'GLYPH_MISSING', codePoints: ['U+212FE'] } }],
    });
    expect((await pagesOf({ field: formA('HTML'), letter })).join('')).toContain('信访人李𡋾');
  });

  it('say in words that a picture was there', async () => {
    const letter = { ...LETTER, content: '谢谢👍🏽👨‍👩‍👧，请尽快🇨🇳' };
    const text = (await pagesOf({ field: formA('PDF'), letter })).join('');
    expect(text).toContain('谢谢〔表情〕，请尽快〔表情〕');
  });
});
