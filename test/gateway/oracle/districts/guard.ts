import { partitionOf } from '../../../../gateway/partitions/partition-code.ts';
import type { RoutingRules } from '../../../../schema/partitions/routing-rules.ts';
import type { ServerDeps } from '../world/monolith.ts';
import { isRoot, routedTo } from './letters.ts';

/** Tells on an endpoint that is asked for what it does not serve. */
export function guarding(
  rules: RoutingRules,
  name: string,
  serves: (partition: string | null) => boolean,
  tell: (misrouted: string) => void,
): Pick<ServerDeps, 'onField' | 'onReference'> {
  const check = (partition: string | null, what: string): void => {
    if (!serves(partition)) tell(`${name} was asked for ${what}`);
  };
  return {
    onField: (thing, field, given) => {
      if (isRoot(thing))
        check(routedTo(rules, thing, field, given), `${field} ${JSON.stringify(given)}`);
    },
    onReference: (typename, representation) => {
      const by = rules.entities.get(typename);
      check(
        by === undefined ? null : partitionOf(representation[by]),
        JSON.stringify(representation),
      );
    },
  };
}
