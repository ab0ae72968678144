import type { CaseworkContext } from '../context.ts';
import type { MutationResolvers } from '../generated/resolver-types.ts';
import type { TrustDistrictKey } from './district-key.commands.ts';

export function createDistrictKeyResolvers(trust: TrustDistrictKey): {
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'trustDistrictKey'>;
} {
  return {
    Mutation: {
      trustDistrictKey: async (_root, { district, key = null, decidedAt }, { actor }) => {
        await trust(actor, { district, key, decidedAt });
        return true;
      },
    },
  };
}
