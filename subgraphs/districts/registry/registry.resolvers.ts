import type { RequestContext } from '../../kit/server/context.ts';
import type { Directory } from '../directory/directory.ts';
import type {
  DistrictSystemResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import type { Registry } from './registry.commands.ts';

interface RegistryResolvers<Context> {
  query: Pick<QueryResolvers<Context>, 'districtSystems'>;
  mutation: Pick<MutationResolvers<Context>, 'joinDistrict' | 'leaveDistrict'>;
  system: DistrictSystemResolvers<Context>;
}

export function createRegistryResolvers<Context extends RequestContext>(
  directory: Directory,
  registry: Registry,
): RegistryResolvers<Context> {
  return {
    query: {
      districtSystems: (_root, _args, { actor }) => registry.list(actor),
    },
    mutation: {
      joinDistrict: (_root, { district: code, url, key = null }, { actor, requestId }) =>
        registry.join({ actor, code, requestId, url, key }),
      leaveDistrict: (_root, { district: code, revokesKey }, { actor, requestId }) =>
        registry.leave({ actor, code, requestId, revokesKey }),
    },
    system: { district: ({ code }) => directory.requireKnown(code) },
  };
}
