import { partitionAudience } from '../../schema/contract/actor.ts';
import {
  createMailbox,
  type MailboxDeps,
  type RunningMailbox,
} from '../kit/mailbox/create-mailbox.ts';
import { doorsOf } from '../kit/mailbox/channels/door.ts';
import { migrations } from './migrations/migrations.ts';
import { PetitionEntity, type PetitionRow } from './petitions/petition.entity.ts';
import { KEY_MUTATIONS } from './registry/district-key.store.ts';
import { PeriodEntity } from './registry/district-system.entity.ts';
import { createResolvers } from './resolvers.ts';

/**
 * Starts the districts subgraph.
 * @param district area code of the one district whose own system it is; null: the city's, which
 *   hosts every district that has none
 */
export async function createDistricts(
  deps: MailboxDeps,
  district: string | null = null,
): Promise<RunningMailbox> {
  const speaksAs = district === null ? 'district' : (`district:${district}` as const);
  return createMailbox<PetitionRow>(
    {
      name: 'districts',
      speaksAs,
      entity: PetitionEntity,
      ownEntities: [PeriodEntity],
      migrations,
      ownMutations: KEY_MUTATIONS,
      createResolvers,
      doorsOf: (profile) => doorsOf<PetitionRow>(profile, speaksAs, {}),
    },
    district === null ? deps : ofOneDistrict(deps, district),
  );
}

/** It knows no other district and takes no token that was meant for anybody else. */
function ofOneDistrict(deps: MailboxDeps, district: string): MailboxDeps {
  const districts = deps.profile.districts.filter(({ code }) => code === district);
  if (districts.length === 0)
    throw new Error(
      `DISTRICT: expected the area code of a district of the profile, got ${district}`,
    );
  return {
    ...deps,
    profile: { ...deps.profile, districts },
    audience: partitionAudience(district),
  };
}
