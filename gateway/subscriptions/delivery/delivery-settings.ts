import { z } from 'zod';

/** How events get to clients, and how clients are let go; gateway/README.md says what each is for. */
export interface DeliveryConfig {
  heartbeatMs: number;
  /** What may wait for one client before nothing more is offered to it. */
  slowClientBytes: number;
  /** How long a client may take nothing of that. */
  slowClientMs: number;
  /** Over which time live connections are closed when the gateway stops. */
  drainMs: number;
  /** When the whole stop is over at the latest. */
  stopMs: number;
}

/** Below it a socket's own buffer may never report that it is full, nor that it is empty again. */
const LEAST_BUFFER_BYTES = 128 * 1024;

const milliseconds = z.coerce.number().int().min(1);

/** Variables of the environment, with what holds where they are absent. */
export const deliverySettings = {
  HEARTBEAT_MS: milliseconds.default(12_000),
  SLOW_CLIENT_BYTES: z.coerce
    .number()
    .int()
    .min(LEAST_BUFFER_BYTES)
    .default(1024 * 1024),
  SLOW_CLIENT_MS: milliseconds.default(30_000),
  DRAIN_MS: z.coerce.number().int().min(0).default(10_000),
  STOP_MS: milliseconds.default(14_000),
};

export function toDelivery(given: z.output<z.ZodObject<typeof deliverySettings>>): DeliveryConfig {
  return {
    heartbeatMs: given.HEARTBEAT_MS,
    slowClientBytes: given.SLOW_CLIENT_BYTES,
    slowClientMs: given.SLOW_CLIENT_MS,
    drainMs: given.DRAIN_MS,
    stopMs: given.STOP_MS,
  };
}
