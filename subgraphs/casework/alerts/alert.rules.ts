/** From mild to severe. */
export const ALERT_LEVELS = [
  'DUE_SOON',
  'OVERDUE',
  'URGED_ONCE',
  'URGED_TWICE',
  'CIRCULATED',
] as const;

export type AlertLevel = (typeof ALERT_LEVELS)[number];

/**
 * The level a deadline that is not met has reached; null while it is far. One that is overdue
 * before its warning was raised, as after a downtime, gets OVERDUE alone: a warning would be noise.
 */
export function levelReached(
  deadline: { dueAt: Date; dueSoonAt: Date },
  now: Date,
): AlertLevel | null {
  if (deadline.dueAt <= now) return 'OVERDUE';
  return deadline.dueSoonAt <= now ? 'DUE_SOON' : null;
}

/** The level and everything more severe. */
export function levelsFrom(minLevel: AlertLevel): AlertLevel[] {
  return ALERT_LEVELS.slice(ALERT_LEVELS.indexOf(minLevel));
}
