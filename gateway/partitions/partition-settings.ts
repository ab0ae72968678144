import { z } from 'zod';

/** Environment variables of value routing. */
export const partitionSettings = {
  PARTITION_POLL_MS: z.coerce.number().int().min(10).default(1_000),
  PARTITION_STATE: z.string().optional(),
};

export interface PartitionsConfig {
  /** How often the registry of district systems is asked. */
  pollMs: number;
  /** File that keeps its last state for the next start; null: nothing is kept. */
  statePath: string | null;
}

export function toPartitions(
  given: z.output<z.ZodObject<typeof partitionSettings>>,
): PartitionsConfig {
  return { pollMs: given.PARTITION_POLL_MS, statePath: given.PARTITION_STATE ?? null };
}
