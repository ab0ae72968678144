/** The seven grounds on which a letter may be held or rejected (R12). */
export const MODERATION_GROUNDS = [
  'ILLEGAL',
  'HARMFUL',
  'MALICIOUS',
  'DEFAMATORY',
  'OBSCENE',
  'PRIVACY',
  'RACIST',
] as const;
export type ModerationGround = (typeof MODERATION_GROUNDS)[number];

/** What a city lists for each ground (R12). */
export type WordLists = Readonly<Record<ModerationGround, readonly string[]>>;
