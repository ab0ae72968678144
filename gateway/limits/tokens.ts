/** Parsing costs time per token, so it stops here; the largest of our own operations has under 1,000. */
export const MAX_TOKENS = 15_000;
