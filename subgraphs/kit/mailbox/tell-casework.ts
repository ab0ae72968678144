import { DeliveryError } from '../outbox/delivery-error.ts';
import type { RelayDeps } from '../outbox/relay.ts';
import type { CaseworkClient } from './casework-client.ts';

export type Deliver = RelayDeps['deliver'];

/**
 * Deliverer of what casework has to learn: messages whose payload is the mutation's variables and
 * the id of the request that left them. Throws DeliveryError, also where the answer is empty.
 */
export function createTellCasework(casework: CaseworkClient, mutation: string): Deliver {
  return async ({ payload }, signal) => {
    const { requestId, ...variables } = payload as { requestId: string };
    const data = await casework.call({ query: mutation, variables, requestId, signal });
    if (!Object.values(data)[0]) throw new DeliveryError('ANSWER_INVALID', false);
  };
}
