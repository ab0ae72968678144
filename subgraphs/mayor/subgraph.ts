import {
  createMailbox,
  type MailboxDeps,
  type RunningMailbox,
} from '../kit/mailbox/create-mailbox.ts';
import type { Profile } from '../kit/profile/profile.ts';
import { doorsOf, type Door } from '../kit/mailbox/channels/door.ts';
import { migrations } from './migrations/migrations.ts';
import { PetitionEntity, type PetitionRow } from './petitions/petition.entity.ts';
import { PETITIONER_SEALS } from './petitioners/petitioner.store.ts';
import { REGISTRATION_ERASURES } from './petitioners/registration-retention.ts';
import { createResolvers } from './resolvers.ts';

/** Starts the mayor subgraph. */
export async function createMayor(deps: MailboxDeps): Promise<RunningMailbox> {
  return createMailbox<PetitionRow>(
    {
      name: 'mayor',
      speaksAs: 'mayor',
      entity: PetitionEntity,
      sealedTables: [PETITIONER_SEALS],
      erasures: REGISTRATION_ERASURES,
      migrations,
      createResolvers,
      doorsOf: mayorDoors,
    },
    deps,
  );
}

/** The mailbox's own addresses, and those of the leaders (R3). */
function mayorDoors(profile: Profile): Door<PetitionRow>[] {
  const ofLeaders = profile.leaders.flatMap(({ id, email }): Door<PetitionRow>[] =>
    email === null
      ? []
      : [{ medium: 'EMAIL', address: email.toLowerCase(), mailbox: 'mayor', own: { leader: id } }],
  );
  return [...doorsOf<PetitionRow>(profile, 'mayor', { leader: null }), ...ofLeaders];
}
