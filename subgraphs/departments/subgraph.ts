import {
  createMailbox,
  type MailboxDeps,
  type RunningMailbox,
} from '../kit/mailbox/create-mailbox.ts';
import { doorsOf } from '../kit/mailbox/channels/door.ts';
import { migrations } from './migrations/migrations.ts';
import { PetitionEntity, type PetitionRow } from './petitions/petition.entity.ts';
import { createResolvers } from './resolvers.ts';

/** Starts the departments subgraph. */
export async function createDepartments(deps: MailboxDeps): Promise<RunningMailbox> {
  return createMailbox<PetitionRow>(
    {
      name: 'departments',
      speaksAs: 'department',
      entity: PetitionEntity,
      migrations,
      createResolvers,
      doorsOf: (profile) => doorsOf<PetitionRow>(profile, 'department', {}),
    },
    deps,
  );
}
