import { describe, expect, it } from '@jest/globals';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import { suggestLeaders, type Draft } from '../../../subgraphs/mayor/leaders/suggestion.rules.ts';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import { codesOf, letterInput, LI, openMailbox } from '../kit/mailbox/mailbox-world.ts';

const { leaders } = await loadProfile('subgraphs/profiles/wuxi');
const NOTHING: Draft = { title: '你好', content: '你好', category: [] };

function bestFor(draft: Partial<Draft>): string | undefined {
  return suggestLeaders(leaders, { ...NOTHING, ...draft })[0]?.leader.id;
}

describe('R3 the leader whose portfolio fits', () => {
  it.each<[string, Partial<Draft>]>([
    ['leader:vice-mayor-environment', { title: '投诉园区污水直排' }],
    ['leader:vice-mayor-society', { title: '学校招生问题' }],
    ['leader:vice-mayor-welfare', { content: '公司拖欠工资，也没有缴社保。' }],
    ['leader:vice-mayor-construction', { category: ['交通运输', '道路拥堵'] }],
  ])('is %s', (leader, draft) => {
    expect(bestFor(draft)).toBe(leader);
  });

  it('is explained by words that the letter holds and fields that the leader has', () => {
    const draft = { title: '太湖蓝藻', content: '污水流入河道', category: ['环境保护', '水污染'] };
    const [best] = suggestLeaders(leaders, draft);
    expect(best?.leader.id).toBe('leader:vice-mayor-environment');
    expect(best?.reasons).toEqual([
      { word: '环境保护', portfolio: '环境保护', foundIn: 'CATEGORY' },
      { word: '污染', portfolio: '环境保护', foundIn: 'CATEGORY' },
      { word: '污水', portfolio: '环境保护', foundIn: 'CONTENT' },
      { word: '河道', portfolio: '水利', foundIn: 'CONTENT' },
      { word: '太湖', portfolio: '太湖治理', foundIn: 'TITLE' },
      { word: '蓝藻', portfolio: '太湖治理', foundIn: 'TITLE' },
    ]);
    expect(best?.score).toBe(4 * 2 + 4 + 1 + 1 + 3 + 3);
  });

  it('gives what was chosen more weight than what was written, and a title more than a text', () => {
    expect(bestFor({ category: ['教育文体'], title: '污水' })).toBe('leader:vice-mayor-society');
    expect(bestFor({ title: '医院', content: '污水' })).toBe('leader:vice-mayor-society');
  });

  it('is nobody where no word fits', () => {
    expect(suggestLeaders(leaders, NOTHING)).toEqual([]);
  });

  it('is suggested to anybody, and overruled by what the petitioner chooses', async () => {
    await using mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    const suggest = `query ($title: String!, $content: String!, $category: [String!]) {
      suggestLeader(title: $title, content: $content, category: $category) {
        score leader { id } reasons { word portfolio foundIn }
      }
    }`;
    const { title, content } = letterInput();
    const { data } = await mayor.ask(null, suggest, { title, content });
    expect(data?.suggestLeader).toEqual([
      {
        score: 3,
        leader: { id: 'leader:vice-mayor-construction' },
        reasons: [{ word: '路灯', portfolio: '住房和城乡建设', foundIn: 'TITLE' }],
      },
    ]);
    const chosen = await mayor.ask(
      LI,
      `mutation ($letter: LetterInput!) {
        submitMayorPetition(letter: $letter, leader: "leader:mayor") {
          petition { ... on MayorPetition { leader { id } } }
        }
      }`,
      { letter: letterInput() },
    );
    expect(chosen.data?.submitMayorPetition).toEqual({
      petition: { leader: { id: 'leader:mayor' } },
    });
    expect(codesOf(await mayor.ask(null, suggest, { title: ' ', content }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});
