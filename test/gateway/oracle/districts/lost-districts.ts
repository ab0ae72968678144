import { GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import type { RoutingRules } from '../../../../schema/partitions/routing-rules.ts';
import type { FederatedTypes } from '../world/federated-types.ts';
import type { OnField } from '../world/monolith.ts';
import type { SubgraphMeta } from '../world/subgraph-meta.ts';
import { homeOf, isRoot, routedTo } from './letters.ts';
import { lossOf, type Places } from './places.ts';

interface LostDeps {
  rules: RoutingRules;
  types: FederatedTypes;
  metas: readonly SubgraphMeta[];
}

/** Throws in one piece what is lost in many: the rows and root fields of districts that are away. */
export function losing({ rules, types, metas }: LostDeps, places: Places): OnField {
  const owners = (typename: string, field: string): string[] =>
    metas.flatMap(({ name, types: known }) => {
      const declared = known.get(typename)?.fields.get(field);
      return declared && !declared.isExternal ? [name] : [];
    });
  const isTheirs = (typename: string, field: string): boolean =>
    owners(typename, field).join() === rules.subgraph;
  const needsTheirs = (typename: string, set: SelectionSetNode | null): boolean =>
    (set?.selections ?? []).some(
      (one) => one.kind === Kind.FIELD && isTheirs(typename, one.name.value),
    );
  return (thing, field, given) => {
    if (isRoot(thing)) refuse(places, routedTo(rules, thing, field, given));
    else if (
      isTheirs(thing.type, field) ||
      needsTheirs(thing.type, types.requiresOf(thing.type, field))
    )
      refuse(places, homeOf(rules, thing));
  };
}

function refuse(places: Places, partition: string | null): void {
  const loss = partition === null ? null : lossOf(places, partition);
  if (loss) throw new GraphQLError(loss.message, { extensions: { ...loss.extensions } });
}
