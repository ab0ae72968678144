import { createMailbox, type MailboxDeps } from '../kit/mailbox/create-mailbox.ts';
import type { Running } from '../kit/process/run-process.ts';
import { migrations } from './migrations/migrations.ts';
import { PetitionEntity, type PetitionRow } from './petitions/petition.entity.ts';
import { createResolvers } from './resolvers.ts';

/** Starts the departments subgraph. */
export async function createDepartments(deps: MailboxDeps): Promise<Running> {
  return createMailbox<PetitionRow>(
    {
      name: 'departments',
      speaksAs: 'department',
      entity: PetitionEntity,
      migrations,
      createResolvers,
    },
    deps,
  );
}
