import { DeliveryError } from '../outbox/delivery-error.ts';
import type { OutgoingMessage } from '../outbox/relay.ts';
import type { CaseworkClient } from './casework-client.ts';
import type { RegistrationPayload } from './registration.ts';

/** Deliverer of the letters in a mailbox's outbox. @throws DeliveryError */
export type RegisterPetition = (message: OutgoingMessage, signal: AbortSignal) => Promise<void>;

const MUTATION = `mutation RegisterPetition($petition: RegisterPetitionInput!) {
  registerPetition(petition: $petition) { wasAlreadyRegistered }
}`;

/** Hands letters over to casework, which registers each petition id once. */
export function createRegisterPetition(casework: CaseworkClient): RegisterPetition {
  return async (message, signal) => {
    const { requestId, petition } = message.payload as RegistrationPayload;
    const data = await casework.call({
      query: MUTATION,
      variables: { petition },
      requestId,
      signal,
    });
    if (!data.registerPetition) throw new DeliveryError('ANSWER_INVALID', false);
  };
}
