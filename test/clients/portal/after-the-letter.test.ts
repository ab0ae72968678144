import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../journeys/support/eventually.ts';
import { lookAt } from '../support/browser.ts';
import { giveName, goToContent, writeContent } from './letter-steps.ts';
import { PNG, UNREGISTERED, untilPublished, writeLetters, WRITTEN } from './own-letters.ts';
import {
  goOn,
  keptOnDevice,
  loseAnswersTo,
  send,
  setOffline,
  signInAs,
  startPortalWorld,
  waitForState,
  type PortalWorld,
} from './portal-world.ts';

let world: PortalWorld;
beforeAll(async () => {
  world = await startPortalWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());

/** Valid by GB 11643; nobody's. */
const NUMBER = '11010519491231002X';
const REPLY = `mutation ($id: ID!, $content: String!) {
  replyToPetitioner(caseId: $id, content: $content, visibility: PUBLIC) { reply { id } } }`;

describe('with and after a letter, the portal', () => {
  it('R17 R44 takes files, letters for somebody else, and messages both ways afterwards', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('link', { name: '李某 (市民)' }).click();
    await goToContent(page, '市长信箱');
    await writeContent(page, '楼道扶手松动', '老人上下楼不安全，希望维修。');
    const attach = (name: string, buffer: Buffer): Promise<void> =>
      page.getByLabel('添加附件').setInputFiles({ name, mimeType: 'image/png', buffer });
    await attach('扶手.png', PNG);
    await page.getByRole('button', { name: '移除' }).waitFor();
    await attach('假的.png', Buffer.from('text'));
    await page.getByText('附件没有上传成功').waitFor();
    expect(await lookAt(page, 'portal-attachments')).toEqual([]);
    await goOn(page);
    await page.getByLabel('替别人反映').check();
    await page.getByLabel('被代反映人的姓名').fill('李老太');
    await goOn(page);
    await giveName(page);
    await page.locator('.answers').getByText('扶手.png', { exact: true }).waitFor();
    const code = await send(page);
    await page.getByRole('button', { name: '查看进度' }).click();
    await page.getByText('实时更新中').waitFor();
    await page.getByLabel('补充情况').fill('三号楼二单元');
    await page.getByRole('button', { name: '发送' }).click();
    await page.locator('.message-own').getByText('三号楼二单元').waitFor();
    const id = await world.caseOf(code);
    const bureau = await world.city.as('city-bureau');
    const { case: letter } = await bureau.ask(
      `query ($id: ID!) { case(id: $id) { petition { id attachments { fileName } beneficiary { name } } } }`,
      { id },
    );
    expect(letter.petition).toMatchObject({
      attachments: [{ fileName: '扶手.png' }],
      beneficiary: { name: '李老太' },
    });
    // What is being written stays, though what is told cannot be read at once.
    await page.getByLabel('补充情况').fill('还有五号楼');
    const answerAgain = await loseAnswersTo(page, 'query LetterMessages');
    await bureau.ask(
      'mutation ($id: ID!) { addMayorPetitionMessage(petition: $id, text: "明天上门查看") { id } }',
      { id: letter.petition.id },
    );
    // Unless an event that comes late has it read again by itself.
    const again = page.getByRole('button', { name: '再试一次' }).or(page.getByText('明天上门查看'));
    await again.first().waitFor();
    await answerAgain();
    await again.first().click();
    expect(await page.getByLabel('补充情况').inputValue()).toBe('还有五号楼');
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    await page.locator('.message').getByText('明天上门查看').waitFor();
    await waitForState(page, '已受理，正在分派承办单位');
    expect(await lookAt(page, 'portal-messages')).toEqual([]);
    expect(misdeeds).toEqual({ outside: [], violations: [], crashes: [] });
  });

  it('R17 R45 lists the letters of an account from all mailboxes, and follows each without its code', async () => {
    await using visitor = await world.visit('/letters');
    const { page, misdeeds } = visitor;
    expect(await lookAt(page, 'portal-letters-nobody')).toEqual([]);
    await page.getByRole('button', { name: '登录后查看' }).click();
    await signInAs(page, '王某 (市民)');
    await page.getByText('您还没有写过信').waitFor();
    expect(await lookAt(page, 'portal-letters-none')).toEqual([]);

    const citizen = await world.city.as('citizen-wang');
    const titles = Array.from({ length: 12 }, (_none, index) => `第${index + 1}件事`);
    const letters = await writeLetters(citizen, titles);
    await page.reload();
    await page.locator('.letter').nth(9).waitFor();
    expect(await page.locator('.letter').count()).toBe(10);
    await page.getByRole('button', { name: '再看十封' }).click();
    await page.locator('.letter').nth(11).waitFor();
    expect(await page.locator('.letter h2').allInnerTexts()).toEqual(titles.toReversed());
    for (const mailbox of ['市长信箱', '岳池县', '市住房和城乡建设局'])
      expect(await page.locator('.letter').getByText(mailbox).count()).toBe(4);
    expect(await lookAt(page, 'portal-letters')).toEqual([]);

    await page.getByRole('link', { name: '第10件事', exact: true }).click();
    await page.getByRole('heading', { name: '《第10件事》的进度' }).waitFor();
    await page.getByText('实时更新中').waitFor();
    const { id } = letters.find(({ title }) => title === '第10件事')!.case;
    const bureau = await world.city.as('city-bureau');
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    await waitForState(page, '已受理，正在分派承办单位');
    await page.getByLabel('补充情况').fill('照片随后补交');
    await page.getByRole('button', { name: '发送' }).click();
    await page.locator('.message-own').getByText('照片随后补交').waitFor();
    await bureau.ask(REPLY, { id, content: '已经处理完毕。' });
    await waitForState(page, '已答复');
    await page.getByLabel('不满意', { exact: true }).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('已收到您的评价').waitFor();
    expect(await lookAt(page, 'portal-own-letter')).toEqual([]);
    await page.getByRole('navigation', { name: '返回' }).getByRole('link').click();
    await page.getByText('已答复，您已评价').waitFor();
    expect(await page.locator('.letter').count()).toBe(12);
    await page.locator('.letter a:focus').getByText('第10件事', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('已答复，您已评价').waitFor();
    await setOffline(page, true);
    await page.getByRole('button', { name: '再看十封' }).click();
    await page.getByRole('alert').getByText('没有连上服务器').waitFor();
    expect(await page.locator('.letter').count()).toBe(10);
    expect(await lookAt(page, 'portal-letters-offline')).toEqual([]);
    await setOffline(page, false);

    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('button', { name: '登录后查看' }).click();
    await signInAs(page, '李某 (市民)');
    await page.goto(`${visitor.url}/letters/${id}`);
    await page.getByText('您的账户里没有这封来信').waitFor();
    expect(await lookAt(page, 'portal-letter-of-others')).toEqual([]);
    expect(misdeeds).toEqual({ outside: [], violations: [], crashes: [] });
  });

  it('R1 R7 registers who writes, keeps no number on the device, and sends letters with the proof', async () => {
    await using visitor = await world.visit('/account');
    const { page, misdeeds } = visitor;
    await page.getByRole('button', { name: '登录后查看' }).click();
    await signInAs(page, '王某 (市民)');
    await page.getByRole('button', { name: '实名注册' }).click();
    const summary = page.getByRole('alert');
    await summary.getByText('请填写证件号码').waitFor();
    await summary.and(page.locator(':focus')).waitFor();
    expect(await page.title()).toMatch(/^错误：/);
    expect(await lookAt(page, 'portal-account-faults')).toEqual([]);

    await page.getByLabel('姓名', { exact: true }).fill('王小明');
    await page.getByLabel('证件号码').pressSequentially('11010519491231');
    await page.getByText('已输入 14 位，共 18 位').waitFor();
    await page.getByLabel('证件号码').pressSequentially('0020');
    await page.getByText('号码校验不通过').waitFor();
    await page.getByLabel('证件号码').fill(NUMBER.toLowerCase());
    await page.getByText('号码校验通过').waitFor();
    await page.getByLabel('电子邮箱').fill('wang@mail.example');
    expect(await lookAt(page, 'portal-account')).toEqual([]);
    await page.getByRole('button', { name: '实名注册' }).click();
    await page.getByText('实名注册成功').waitFor();
    await page.getByRole('heading', { name: '已实名注册' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(NUMBER);
    expect(await keptOnDevice(page)).not.toContain(NUMBER.slice(0, -1));
    await page.getByLabel('联系电话').fill('13800000001');
    await page.getByRole('button', { name: '保存联系方式' }).click();
    await page.getByText('联系方式已更改').waitFor();
    expect(await lookAt(page, 'portal-registered')).toEqual([]);

    await page.getByRole('link', { name: '写信', exact: true }).click();
    await goToContent(page, '岳池县', '建议');
    await writeContent(page, '增设公交站', '小区到医院没有公交车。');
    await goOn(page);
    await page.getByLabel('我自己').check();
    await goOn(page);
    await page.locator('.proven').getByText('王小明').waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#phone')?.value === '13800000001',
    );
    expect(await lookAt(page, 'portal-contact-proven')).toEqual([]);
    await goOn(page);
    await page.getByText('王小明（已实名注册）').waitFor();
    const code = await send(page);
    expect(await keptOnDevice(page)).not.toContain(NUMBER.slice(0, -1));

    const yuechi = await world.city.as('district-yuechi');
    const { case: held } = await yuechi.ask(
      'query ($id: ID!) { case(id: $id) { petition { petitioner { name idNumber email } } } }',
      { id: await eventually(() => world.caseOf(code).catch(() => null)) },
    );
    expect(held.petition.petitioner).toEqual({
      name: '王小明',
      idNumber: NUMBER,
      email: 'wang@mail.example',
    });
    expect(misdeeds).toEqual({ outside: [], violations: [], crashes: [] });
  });

  it('R7 names why somebody cannot be registered, and forgets them when asked', async () => {
    await using visitor = await world.visit('/account');
    const { page } = visitor;
    await page.getByRole('button', { name: '登录后查看' }).click();
    await signInAs(page, '李某 (市民)');
    await page.getByLabel('姓名', { exact: true }).fill('李小明');
    await page.getByLabel('证件号码').fill(NUMBER);
    await page.getByRole('button', { name: '实名注册' }).click();
    await page.getByRole('alert').getByText('这个证件已由另一个账户注册').waitFor();
    await page.getByLabel('法人').check();
    expect(await page.getByLabel('证件种类').locator('option').allInnerTexts()).toEqual([
      '统一社会信用代码',
    ]);
    await page.getByLabel('单位名称').fill('广安某某有限公司');
    await page.getByLabel('证件号码').fill('91350100M000100Y43');
    await page.getByRole('button', { name: '实名注册' }).click();
    await page.getByText('实名注册成功').waitFor();
    await page.getByRole('button', { name: '注销…' }).click();
    await page.getByRole('button', { name: '确认注销' }).click();
    await page.getByText('实名注册已注销').waitFor();
    await page.getByLabel('证件号码').waitFor();
  });

  it('R7 R8 leads whoever must register first there, and back to the letter', async () => {
    await using visitor = await world.visit('/account');
    const { page } = visitor;
    await page.getByRole('button', { name: '登录后查看' }).click();
    await signInAs(page, '李某 (市民)');
    await page.evaluate(
      (draft) => localStorage.setItem('petition.draft', JSON.stringify(draft)),
      WRITTEN,
    );
    // As a city answers that takes the letters of registered petitioners alone.
    await page.route('**/graphql', async (route) => {
      const sent = route.request().postData() ?? '';
      const isUnproven = sent.includes('WriteToMayor') && sent.includes('"registrationProof":null');
      if (isUnproven) await route.fulfill({ json: { data: null, errors: [UNREGISTERED] } });
      else await route.fallback();
    });
    await page.goto(`${visitor.url}/write/check`);
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.getByText('只接收实名注册后的来信').waitFor();
    expect(await lookAt(page, 'portal-must-register')).toEqual([]);
    await page.getByRole('button', { name: '去实名注册' }).click();
    await page.getByLabel('姓名', { exact: true }).fill('李大明');
    await page.getByLabel('证件种类').selectOption({ label: '护照' });
    await page.getByLabel('证件号码').fill('E12345678');
    await page.getByRole('button', { name: '实名注册' }).click();
    await page.getByText('李大明（已实名注册）').waitFor();
    await send(page);
  });

  it('R66 marks in published answers what was searched for, and shows markup as the text it is', async () => {
    const citizen = await world.city.as('citizen-li');
    const [letter] = await writeLetters(citizen, ['桥头护栏']);
    const bureau = await world.city.as('city-bureau');
    const { id } = letter!.case;
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    await bureau.ask(REPLY, { id, content: '已经修复。' });
    await bureau.ask(
      `mutation ($id: ID!) { releaseMayorPublicVersion(petitionId: $id, title: "桥头护栏修复",
        question: "桥头护栏坏了。", answer: "<b>护栏</b>与ＬＥＤ灯都已修复。") { id } }`,
      { id: letter!.id },
    );
    await untilPublished(bureau, '桥头护栏修复');
    await using visitor = await world.visit('/open');
    const { page, misdeeds } = visitor;
    await page.getByText('桥头护栏修复').waitFor();
    await page.getByRole('searchbox').fill('护栏 led');
    await page.getByRole('button', { name: '查找' }).click();
    await page.locator('.excerpt mark').first().waitFor();
    expect(await lookAt(page, 'portal-answers-found')).toEqual([]);
    await page.locator('.answer summary').click();
    await page.locator('.answer > p').getByText('<b>护栏</b>与ＬＥＤ灯').waitFor();
    expect(await page.locator('.answer > p mark').allInnerTexts()).toEqual([
      '护栏',
      '护栏',
      'ＬＥＤ',
    ]);
    expect(await lookAt(page, 'portal-answer-open')).toEqual([]);
    expect(misdeeds).toEqual({ outside: [], violations: [], crashes: [] });
  });
});
