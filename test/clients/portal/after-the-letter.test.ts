import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { axeFindings, takePictures } from '../support/browser.ts';
import { goOn, send, startPortalWorld, type PortalWorld } from './portal-world.ts';

let world: PortalWorld;
beforeAll(async () => {
  world = await startPortalWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

describe('with and after a letter, the portal', () => {
  it('R17 R44 takes files, letters for somebody else, and messages both ways afterwards', async () => {
    await using visitor = await world.visit();
    const { page, misdeeds } = visitor;
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('link', { name: '李某 (市民)' }).click();
    await page.getByRole('button', { name: '市长信箱' }).click();
    await page.getByLabel('我已阅读并同意').check();
    await goOn(page);
    await page.getByLabel('求助').check();
    await goOn(page);
    await page.getByLabel('标题').fill('楼道扶手松动');
    await page.getByLabel('内容').fill('老人上下楼不安全，希望维修。');
    await page
      .getByLabel('添加附件')
      .setInputFiles({ name: '扶手.png', mimeType: 'image/png', buffer: PNG });
    await page.getByText('移除').waitFor();
    await page
      .getByLabel('添加附件')
      .setInputFiles({ name: '假的.png', mimeType: 'image/png', buffer: Buffer.from('text') });
    await page.getByText('附件没有上传成功').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, 'portal-attachments');
    await goOn(page);
    await page.getByLabel('替别人反映').check();
    await page.getByLabel('被代反映人的姓名').fill('李老太');
    await goOn(page);
    await page.getByLabel('姓名').fill('李晓明');
    await page.getByLabel('联系电话').fill('13800000000');
    await goOn(page);
    await page.getByText('扶手.png').waitFor();
    const code = await send(page);
    await page.getByRole('button', { name: '查看进度' }).click();
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
    await bureau.ask(
      'mutation ($id: ID!) { addMayorPetitionMessage(petition: $id, text: "明天上门查看") { id } }',
      { id: letter.petition.id },
    );
    await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
    await page.getByText('明天上门查看').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, 'portal-messages');
    expect(misdeeds).toEqual({ outside: [], violations: [], crashes: [] });
  });
});
