import { GraphQLError, Kind } from 'graphql';
import { chanceOf } from '../random.ts';
import type { FederatedTypes } from './federated-types.ts';
import type { Thing } from './world.ts';

/**
 * - `fields`: resolvers throw, where one server in one piece would lose exactly the same fields
 * - `entities`: a subgraph says null to a representation, with an error
 * - `unknown`: the same without an error
 * - `subgraphs`: whole subgraphs do not answer
 * - `requests`: single requests are not answered, or nonsense comes
 * - `mixed`: fields and entities and requests
 */
export const FAULT_KINDS = [
  'fields',
  'entities',
  'unknown',
  'subgraphs',
  'requests',
  'mixed',
] as const;

/**
 * - `partitions`: districts are away or unknown, where one server in one piece would lose the same
 * - `nonsense`: systems of districts answer something else than they were asked
 */
export type FaultKind = (typeof FAULT_KINDS)[number] | 'partitions' | 'nonsense';

type Failure = 'refused' | 'notGraphql' | 'slow' | 'noData' | 'wholeError';

/** Decides by names and the seed alone, so that a trial can be told again. */
export interface Faults {
  kind: FaultKind | 'none';
  /** Throws where the field of this object fails. */
  failField: (thing: Thing, field: string) => void;
  /** @returns true for an entity that this subgraph does not know; throws where it fails */
  isLost: (subgraph: string, thing: Thing) => boolean;
  /** How a request to a subgraph goes wrong; null: it does not. */
  failRequest: (subgraph: string) => Failure | null;
  /** One of the ways in which a request may go wrong. */
  someFailure: (subgraph: string) => Failure;
  /** How often something went wrong so far. */
  count: () => number;
}

const FIELD_SHARE = 0.12;
const ENTITY_SHARE = 0.25;
const SUBGRAPH_SHARE = 0.35;
const REQUEST_SHARE = 0.3;
const FAILURES: readonly Failure[] = ['refused', 'notGraphql', 'slow', 'noData', 'wholeError'];

export function createFaults(
  kind: FaultKind | 'none',
  seed: string,
  types: FederatedTypes,
): Faults {
  let count = 0;
  const requests = new Map<string, number>();
  const happens = (share: number, ...names: (string | number)[]): boolean => {
    const isHit = chanceOf(seed, ...names) < share;
    if (isHit) count += 1;
    return isHit;
  };
  const someFailure = (subgraph: string): Failure => {
    const index = (requests.get(subgraph) ?? 0) - 1;
    const which = Math.floor(chanceOf(seed, 'how', subgraph, index) * FAILURES.length);
    return FAILURES[which]!;
  };
  const has = (...kinds: (FaultKind | 'none')[]): boolean => kinds.includes(kind);
  return {
    kind,
    count: () => count,
    failField: (thing, field) => {
      if (!has('fields', 'mixed') || !isLosable(types, thing.type, field)) return;
      if (!happens(FIELD_SHARE, thing.type, thing.index, field)) return;
      throw new GraphQLError('this field failed', { extensions: { code: 'NOT_FOUND' } });
    },
    isLost: (subgraph, thing) => {
      if (!has('entities', 'unknown', 'mixed')) return false;
      // what is not there is null, and whoever requires it rightly computes with null
      if (has('unknown') && types.ownsRequired(subgraph, thing.type)) return false;
      if (!happens(ENTITY_SHARE, 'entity', subgraph, thing.type, thing.index)) return false;
      if (has('unknown')) return true;
      throw new GraphQLError('this entity failed', { extensions: { code: 'FORBIDDEN' } });
    },
    someFailure,
    failRequest: (subgraph) => {
      const index = requests.get(subgraph) ?? 0;
      requests.set(subgraph, index + 1);
      const isDown = has('subgraphs') && happens(SUBGRAPH_SHARE, 'down', subgraph);
      const isLostOnce =
        has('requests', 'mixed') && happens(REQUEST_SHARE, 'request', subgraph, index);
      if (!isDown && !isLostOnce) return null;
      return someFailure(subgraph);
    },
  };
}

/** Whose loss is seen alike in one piece and in many: keys and what others need are more than that. */
function isLosable(types: FederatedTypes, typename: string, field: string): boolean {
  return (
    !types.isKey(typename, field) &&
    !types.isRequired(field) &&
    types.isNullabilityAgreed(typename, field) &&
    !(
      isNonNull(types, typename, field) &&
      (types.hasInterfaceObjects || types.isRequiredObject(typename))
    )
  );
}

function isNonNull(types: FederatedTypes, typename: string, field: string): boolean {
  return types.typeOf(typename, field).kind === Kind.NON_NULL_TYPE;
}
