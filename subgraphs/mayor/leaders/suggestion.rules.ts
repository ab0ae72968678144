import type { LeaderEntry } from '../../kit/profile/profile.ts';

/** What somebody is about to write. */
export interface Draft {
  title: string;
  content: string;
  /** A path of the profile's categories. */
  category: readonly string[];
}

type FoundIn = 'CATEGORY' | 'TITLE' | 'CONTENT';

/** One word of the draft that speaks for a leader, and the field of theirs it belongs to. */
interface SuggestionReason {
  word: string;
  portfolio: string;
  foundIn: FoundIn;
}

/** A leader whose portfolio fits, and why. */
export interface LeaderSuggestion {
  leader: LeaderEntry;
  /** Larger fits better; comparable within one answer alone. */
  score: number;
  reasons: SuggestionReason[];
}

/** What the petitioner chose says more than what they wrote, and a title more than a text. */
const WEIGHTS: Record<FoundIn, number> = { CATEGORY: 4, TITLE: 3, CONTENT: 1 };
/** The field itself says more than a word that belongs to it. */
const WEIGHT_OF_NAME = 2;
const PLACES = ['CATEGORY', 'TITLE', 'CONTENT'] as const;

/**
 * The leaders whose portfolios a draft speaks of, the best fitting first (R3); equals stand in
 * protocol order. Empty where no word fits: then the mailbox as such is right.
 */
export function suggestLeaders(leaders: readonly LeaderEntry[], draft: Draft): LeaderSuggestion[] {
  return leaders
    .map((leader) => weigh(leader, draft))
    .filter(({ score }) => score > 0)
    .toSorted((one, two) => two.score - one.score);
}

function weigh(leader: LeaderEntry, draft: Draft): LeaderSuggestion {
  const reasons = leader.portfolio.flatMap((portfolio) =>
    [portfolio, ...(leader.words[portfolio] ?? [])].flatMap((word): SuggestionReason[] => {
      const foundIn = PLACES.find((place) => textOf(draft, place).includes(word));
      return foundIn ? [{ word, portfolio, foundIn }] : [];
    }),
  );
  const score = reasons.reduce(
    (total, { word, portfolio, foundIn }) =>
      total + WEIGHTS[foundIn] * (word === portfolio ? WEIGHT_OF_NAME : 1),
    0,
  );
  return { leader, score, reasons };
}

function textOf(draft: Draft, place: FoundIn): string {
  switch (place) {
    case 'CATEGORY':
      return draft.category.join('/');
    case 'TITLE':
      return draft.title;
    case 'CONTENT':
      return draft.content;
  }
}
