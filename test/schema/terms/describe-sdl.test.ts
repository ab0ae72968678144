import { describe, expect, it } from '@jest/globals';
import { describeSdl, undescribed } from '../../../schema/terms/describe-sdl.ts';

const SDL = `"A thing."
interface Petition {
  "Of the interface."
  title: String
}

type MayorPetition implements Petition {
  title: String
  submittedAt(language: String): String
  "Its own."
  id: ID
}

enum CaseAction {
  ACCEPT_CASE
}

type CaseConnection {
  unheardOf: Int
}
`;

describe('descriptions by terms', () => {
  it('go to what has none, the interface’s before the name’s, and change nothing else', () => {
    const told = describeSdl(SDL);
    expect(told).toContain('  "Of the interface."\n  title: String\n  "提交时间"\n  submittedAt(');
    expect(told).toContain('("语言" language: String)');
    expect(told).toContain('  "Its own."\n  id: ID');
    expect(told).toContain('  "The mutation acceptCase."\n  ACCEPT_CASE');
    expect(told).toContain('"办件列表: one page."\ntype CaseConnection');
    expect(describeSdl(told)).toBe(told);
  });

  it('leave what no term is known for to whoever adds it', () => {
    expect(undescribed(describeSdl(SDL))).toEqual([
      'MayorPetition',
      'CaseAction',
      'CaseConnection.unheardOf',
    ]);
  });
});
