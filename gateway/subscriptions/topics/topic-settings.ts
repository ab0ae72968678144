import { z } from 'zod';
import type { StretchBounds } from './stretch.ts';

export interface TopicsConfig {
  /** What each topic keeps of its newest events. */
  tail: StretchBounds;
  /** How long a topic that nobody is left in waits for one who comes back. */
  lingerMs: number;
  /** Replays at the same time, of all topics together. */
  maxReplays: number;
  /** See scopeOf. */
  isStaffOneAudience: boolean;
}

const count = z.coerce.number().int().min(1);

/** Variables of the environment, with what holds where they are absent. */
export const topicSettings = {
  TOPIC_TAIL_EVENTS: count.default(4_096),
  TOPIC_TAIL_BYTES: count.default(32 * 1024 * 1024),
  TOPIC_LINGER_MS: z.coerce.number().int().min(0).default(5_000),
  TOPIC_REPLAYS: count.default(12),
};

/** Of a deployment whose subgraphs keep the contract of Actor. */
export function toTopics(given: z.output<z.ZodObject<typeof topicSettings>>): TopicsConfig {
  return {
    tail: { maxEvents: given.TOPIC_TAIL_EVENTS, maxBytes: given.TOPIC_TAIL_BYTES },
    lingerMs: given.TOPIC_LINGER_MS,
    maxReplays: given.TOPIC_REPLAYS,
    isStaffOneAudience: true,
  };
}
