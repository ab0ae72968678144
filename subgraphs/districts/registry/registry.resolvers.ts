import type { MikroORM } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kit/server/context.ts';
import type { Directory } from '../directory/directory.ts';
import type {
  DistrictSystemResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { checkMaySee } from './district-system.rules.ts';
import type { Registry } from './registry.commands.ts';
import { readSystems } from './registry.store.ts';

interface RegistryResolvers<Context> {
  query: Pick<QueryResolvers<Context>, 'districtSystems'>;
  mutation: Pick<MutationResolvers<Context>, 'joinDistrict' | 'leaveDistrict'>;
  system: DistrictSystemResolvers<Context>;
}

export function createRegistryResolvers<Context extends RequestContext>(
  orm: MikroORM,
  directory: Directory,
  registry: Registry,
): RegistryResolvers<Context> {
  return {
    query: {
      districtSystems: (_root, _args, { actor }) => {
        checkMaySee(actor);
        return readSystems(orm.em.fork(), directory.codes());
      },
    },
    mutation: {
      joinDistrict: (_root, { district, url }, { actor }) => registry.join(actor, district, url),
      leaveDistrict: (_root, { district }, { actor }) => registry.leave(actor, district),
    },
    system: { district: ({ code }) => directory.requireKnown(code) },
  };
}
