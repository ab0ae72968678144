import { createMediaQuery } from './media.ts';

/** Whether the visitor's device asks for as little motion as may be; the hook follows it. */
export const { holds: wantsStillness, useHolds: useStillness } = createMediaQuery(
  '(prefers-reduced-motion: reduce)',
);
