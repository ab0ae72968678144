import { z } from 'zod';
import {
  limitSettings,
  toLimits,
  type LimitsConfig,
} from '../../../gateway/limits/limit-settings.ts';
import {
  deliverySettings,
  toDelivery,
  type DeliveryConfig,
} from '../../../gateway/subscriptions/delivery/delivery-settings.ts';
import {
  topicSettings,
  toTopics,
  type TopicsConfig,
} from '../../../gateway/subscriptions/topics/topic-settings.ts';
import type { TrafficConfig } from '../../../gateway/traffic/traffic-care.ts';

/** The limits of a deployment that sets nothing, but for rates: tests send many requests at once. */
export function limitsWith(changes: Partial<LimitsConfig> = {}): LimitsConfig {
  const rates = { actor: null, address: null, queryCode: null, work: null };
  return { ...toLimits(z.object(limitSettings).parse({})), rates, ...changes };
}

/** The topics of a deployment that sets nothing, but that none outlives its last member. */
export function topicsWith(changes: Partial<TopicsConfig> = {}): TopicsConfig {
  return { ...toTopics(z.object(topicSettings).parse({})), lingerMs: 0, ...changes };
}

/**
 * How a deployment that sets nothing delivers, but that it stops without waiting, and cuts nobody
 * whom a busy machine sends away late.
 */
export function deliveryWith(changes: Partial<DeliveryConfig> = {}): DeliveryConfig {
  const byDefault = toDelivery(z.object(deliverySettings).parse({}));
  return { ...byDefault, drainMs: 0, stopMs: 120_000, ...changes };
}

/** Gives up after half a minute, which no machine makes of an answer, tries again twice, and never opens a circuit. */
export const TEST_TRAFFIC: TrafficConfig = { timeoutMs: 30_000, maxRetries: 2, breaker: null };
