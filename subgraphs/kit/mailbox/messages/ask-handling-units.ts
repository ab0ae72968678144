import { z } from 'zod';
import { petitionTypename } from '../../../../schema/contract/ids.ts';
import { codedError } from '../../errors.ts';
import { DeliveryError } from '../../outbox/delivery-error.ts';
import type { CaseworkClient } from '../casework-client.ts';

/** Units with an assignment for a letter, as casework knows them now; none before it is registered. */
export type AskHandlingUnits = (petitionId: string, requestId: string) => Promise<string[]>;

const answerShape = z.object({
  _entities: z.array(z.object({ handlingUnits: z.array(z.string()).nullish() }).nullable()),
});

/** What a query brings along by federation, a mutation has to ask for. */
export function createAskHandlingUnits(casework: CaseworkClient): AskHandlingUnits {
  return async (petitionId, requestId) => {
    const __typename = petitionTypename(petitionId);
    if (__typename === null) return [];
    const data = await casework
      .call({
        query: `query ($of: [_Any!]!) {
          _entities(representations: $of) { ... on ${__typename} { handlingUnits } } }`,
        variables: { of: [{ __typename, id: petitionId }] },
        requestId,
        signal: new AbortController().signal,
      })
      .catch((error: unknown) => {
        throw unavailable(error);
      });
    return answerShape.parse(data)._entities[0]?.handlingUnits ?? [];
  };
}

function unavailable(error: unknown): Error {
  const reason = error instanceof DeliveryError ? error.code : 'UNKNOWN';
  return codedError(
    'SUBGRAPH_UNAVAILABLE',
    'casework does not say who handles this letter; try again later.',
    { subgraph: 'casework', reason },
  );
}
