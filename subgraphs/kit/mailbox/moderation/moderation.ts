import type { ModerationGround } from '../../profile/word-lists.ts';

/** What can be done to a letter; APPEAL is the petitioner's. */
export type ModerationAct = 'HOLD' | 'RELEASE' | 'REJECT' | 'APPEAL';

/** Where a letter stands after the act of the same stem; one that was never touched has no state. */
export type ModerationState = 'HELD' | 'RELEASED' | 'REJECTED' | 'APPEALED';

/** One act, kept for ever: who, when, on what ground and why. */
export interface ModerationEntry {
  petitionId: string;
  /** 1, 2, … for each letter. */
  revision: number;
  act: ModerationAct;
  ground: ModerationGround | null;
  /** Of an appeal: what the petitioner says. */
  reason: string;
  at: Date;
  role: string;
  unitId: string | null;
  account: string;
}

/** The account of what the word lists hold. */
export const WORD_LIST_ACCOUNT = 'word-list';

const STATES: Record<ModerationAct, ModerationState> = {
  HOLD: 'HELD',
  RELEASE: 'RELEASED',
  REJECT: 'REJECTED',
  APPEAL: 'APPEALED',
};

/** Null for a letter that nothing was done to. */
export function moderationState(entries: readonly ModerationEntry[]): ModerationState | null {
  const last = entries.at(-1);
  return last ? STATES[last.act] : null;
}
