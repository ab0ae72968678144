import { describe, expect, it } from '@jest/globals';
import { suggestGround } from '../../../../../subgraphs/kit/mailbox/moderation/word-list.rules.ts';
import { loadProfile } from '../../../../../subgraphs/kit/profile/load-profile.ts';

const { words } = await loadProfile('subgraphs/profiles/guangan');

describe('R12 words of the city’s lists', () => {
  it('R12 has a list for each of the seven grounds', () => {
    expect(Object.keys(words)).toEqual([
      'ILLEGAL',
      'HARMFUL',
      'MALICIOUS',
      'DEFAMATORY',
      'OBSCENE',
      'PRIVACY',
      'RACIST',
    ]);
    for (const list of Object.values(words)) expect(list.length).toBeGreaterThan(0);
  });

  it.each([
    ['劣等民族', 'RACIST'],
    ['你们这些劣 等-民，族！', 'RACIST'],
    ['劣\u200b等\u200b民\u200b族', 'RACIST'],
    ['专业代開发票', null],
    ['专业代开发票，电话联系', 'ILLEGAL'],
    ['路灯坏了三个月，请维修。', null],
    ['我举报有人吸毒', null],
  ])('R12 reads %j as %s, whatever stands between the signs', (text, ground) => {
    expect(suggestGround(words, text)).toBe(ground);
  });
});
