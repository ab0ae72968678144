import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../../../../schema/contract/error-codes.ts';
import { nullPlace } from '../compare.ts';
import type { FaultKind } from '../world/faults.ts';
import { lossOf, type Places } from './places.ts';

/** What is lost with a district is told by its code; without faults there, no code speaks of one. */
export function comparePlaces(
  places: Places,
  kind: FaultKind | 'none',
  expected: FormattedExecutionResult,
  actual: FormattedExecutionResult,
): string | null {
  const { state } = places;
  const told = actual.errors ?? [];
  const strange = told.find(
    ({ extensions }) =>
      extensions?.code === ERROR_CODES.PARTITION_UNKNOWN &&
      (state === null || Object.hasOwn(state, String(extensions.partition))),
  );
  if (strange) return `a known district is told as unknown: ${strange.message}`;
  if (kind !== 'partitions' || actual.data === undefined) return null;
  const isExpected = (error: GraphQLFormattedError): boolean =>
    (expected.errors ?? []).some(
      (one) =>
        placeOf(one, expected) === placeOf(error, actual) &&
        one.extensions?.code === error.extensions?.code &&
        // a lost subscription does not say whose it was
        (error.extensions?.partition ?? one.extensions?.partition) === one.extensions?.partition,
    );
  const wrong = told.find(
    (error) => !isExpected(error) && !(isBelowNull(error, actual) && isLoss(places, error)),
  );
  return wrong ? `an error is told that was not expected: ${JSON.stringify(wrong)}` : null;
}

/** In one piece nothing more is asked once an object is lost, so no other loss in it is told. */
function isBelowNull(error: GraphQLFormattedError, result: FormattedExecutionResult): boolean {
  return placeOf(error, result) !== (error.path ?? []).join('.');
}

function isLoss(places: Places, { extensions }: GraphQLFormattedError): boolean {
  return lossOf(places, String(extensions?.partition))?.extensions?.code === extensions?.code;
}

function placeOf({ path = [] }: GraphQLFormattedError, { data }: FormattedExecutionResult) {
  return nullPlace(path, data);
}
