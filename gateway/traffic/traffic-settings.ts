import { z } from 'zod';
import { mayForward } from './forward-headers.ts';
import type { TrafficConfig } from './traffic-care.ts';

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));

/** Variables of the environment, with what holds where they are absent. */
export const trafficSettings = {
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(1).default(10_000),
  SUBGRAPH_RETRIES: z.coerce.number().int().min(0).max(5).default(2),
  SUBGRAPH_BREAKER: z.enum(['on', 'off']).default('on'),
  BREAKER_FAILURE_SHARE: z.coerce.number().gt(0).max(1).default(0.5),
  BREAKER_OPEN_MS: z.coerce.number().int().min(1).default(5_000),
  FORWARD_HEADERS: list
    .transform((names) => names.map((name) => name.toLowerCase()))
    .refine((names) => names.every(mayForward), {
      error: 'expected names of headers that speak neither of the connection nor of who asks',
    }),
};

export function toTraffic(given: z.output<z.ZodObject<typeof trafficSettings>>): TrafficConfig {
  return {
    timeoutMs: given.SUBGRAPH_TIMEOUT_MS,
    maxRetries: given.SUBGRAPH_RETRIES,
    breaker:
      given.SUBGRAPH_BREAKER === 'on'
        ? { failureShare: given.BREAKER_FAILURE_SHARE, openMs: given.BREAKER_OPEN_MS }
        : null,
  };
}
