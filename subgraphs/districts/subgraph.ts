import { createMailbox, type MailboxDeps } from '../kit/mailbox/create-mailbox.ts';
import type { Running } from '../kit/process/run-process.ts';
import { migrations } from './migrations/migrations.ts';
import { PetitionEntity, type PetitionRow } from './petitions/petition.entity.ts';
import { PeriodEntity } from './registry/district-system.entity.ts';
import { createResolvers } from './resolvers.ts';

/** Starts the districts subgraph. */
export async function createDistricts(deps: MailboxDeps): Promise<Running> {
  return createMailbox<PetitionRow>(
    {
      name: 'districts',
      prefix: 'district',
      entity: PetitionEntity,
      ownEntities: [PeriodEntity],
      migrations,
      createResolvers,
    },
    deps,
  );
}
