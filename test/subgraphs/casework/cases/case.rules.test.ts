import { describe, expect, it } from '@jest/globals';
import { CASE_STATES } from '../../../../subgraphs/casework/cases/case.entity.ts';
import {
  move,
  type CaseMove,
  type CaseState,
} from '../../../../subgraphs/casework/cases/case.rules.ts';

const LEGAL: [CaseState, CaseMove, CaseState][] = [
  ['REGISTERED', 'ACCEPT', 'ACCEPTED'],
  ['REGISTERED', 'DECLINE', 'DECLINED'],
  ['ACCEPTED', 'ASSIGN', 'ASSIGNED'],
  ['ACCEPTED', 'ISSUE_FOR_REFERENCE', 'ACCEPTED'],
  ['ACCEPTED', 'REPLY', 'REPLIED'],
  ['ASSIGNED', 'ASSIGN', 'ASSIGNED'],
  ['ASSIGNED', 'RETURN', 'ACCEPTED'],
  ['ASSIGNED', 'ISSUE_FOR_REFERENCE', 'ASSIGNED'],
  ['ASSIGNED', 'REPLY_IN_PART', 'ASSIGNED'],
  ['ASSIGNED', 'REPLY', 'REPLIED'],
  ['REPLIED', 'ISSUE_FOR_REFERENCE', 'REPLIED'],
  ['REPLIED', 'FIRST_REVIEW', 'FIRST_REVIEWED'],
  ['REPLIED', 'CONCLUDE', 'CONCLUDED'],
  ['FIRST_REVIEWED', 'SECOND_REVIEW', 'SECOND_REVIEWED'],
  ['FIRST_REVIEWED', 'REFUTE', 'ASSIGNED'],
  ['SECOND_REVIEWED', 'CONCLUDE', 'CONCLUDED'],
  ['CONCLUDED', 'ARCHIVE', 'ARCHIVED'],
];
const MOVES = [...new Set(LEGAL.map(([, wanted]) => wanted))];

describe('R40 one state machine for every channel', () => {
  it.each(LEGAL)('%s + %s → %s', (state, wanted, next) => {
    expect(move(state, wanted)).toBe(next);
  });

  const illegal = CASE_STATES.flatMap((state) =>
    MOVES.filter((wanted) => !LEGAL.some(([from, by]) => from === state && by === wanted)).map(
      (wanted) => [state, wanted] as const,
    ),
  );
  it.each(illegal)('%s refuses %s and says what it allows', (state, wanted) => {
    const allowed = LEGAL.filter(([from]) => from === state).map(([, by]) => by);
    expect(() => move(state, wanted)).toThrow(
      expect.objectContaining({
        extensions: { code: 'ILLEGAL_MOVE', state, move: wanted, allowed },
      }),
    );
  });
});
