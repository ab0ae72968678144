import { describe, expect, it } from '@jest/globals';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { routeLetter, type LetterRoute } from '../../../../subgraphs/kit/profile/route-letter.ts';
import { GUANGAN } from './broken-profile.ts';

async function route(title: string, submittedOn = '2018-05-02'): Promise<LetterRoute> {
  return routeLetter(await loadProfile(GUANGAN), { title, content: '正文', submittedOn });
}

describe('R53 a letter finds its mailbox', () => {
  it.each([
    ['反映A2区某小区噪声问题', 'district:511602'],
    ['咨询A7县某镇道路规划', 'district:511621'],
    ['建议A市增加公交线路', 'department:transport'],
    ['咨询西地省相关政策', 'national'],
    ['A市某广场灯光太暗', 'mayor'],
  ])('%s → %s', async (title, unit) => {
    expect(await route(title)).toMatchObject({ unit });
  });

  it('of the district that was valid on the day of the letter', async () => {
    const title = '反映A3区某路口问题';
    expect(await route(title, '2012-05-02')).toMatchObject({ unit: 'district:511602' });
    expect(await route(title, '2014-05-02')).toMatchObject({ unit: 'district:511603' });
  });

  it('with the upstream channel, for matters that come down (R73)', async () => {
    expect(await route('咨询西地省相关政策')).toMatchObject({
      upstreamChannel: 'governor-mailbox',
    });
    expect(await route('A市某广场灯光太暗')).toMatchObject({ upstreamChannel: null });
  });
});

describe('R4 a letter is of the type its title names', () => {
  it.each([
    ['投诉A市某公司拖欠货款', 'COMPLAINT'],
    ['咨询A市落户条件', 'CONSULTATION'],
    ['建议A市增设路灯', 'SUGGESTION'],
    ['请求解决A市饮水问题', 'HELP'],
    ['A市某广场灯光太暗', 'COMPLAINT'],
  ])('%s → %s', async (title, type) => {
    expect(await route(title)).toMatchObject({ type });
  });
});
