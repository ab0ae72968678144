import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { ActDeps } from '../act-deps.ts';
import { addDeadline } from '../deadlines/deadline.store.ts';
import { appendEvents } from '../events/event-log.commands.ts';
import type { RegisterPetitionInput } from '../generated/resolver-types.ts';
import { applyEarlierModeration } from '../moderation/moderation.commands.ts';
import { addReply } from '../replies/reply.store.ts';
import { toOpening, type Opening } from './opening.ts';
import { checkRegistration, requireMailboxOf } from './registration.rules.ts';
import { addMarks, holdPetitioner } from './repeat.store.ts';
import { addCase, findTaken, holdPetition, takePlace } from './registration.store.ts';

interface Registered {
  caseId: string;
  wasAlreadyRegistered: boolean;
}

/** Opens a case for a petition, once per petition id. */
export type RegisterPetition = (
  actor: Actor,
  petition: RegisterPetitionInput,
) => Promise<Registered>;

export function createRegisterPetition(deps: ActDeps): RegisterPetition {
  return (actor, petition) => {
    requireMailboxOf(actor, petition.petitionId);
    const registration = checkRegistration(petition, deps.profile);
    return deps.orm.em.fork().transactional(async (em) => {
      await holdPetition(em, registration.petitionId);
      const { registeredAs, isQueryCodeTaken } = await findTaken(em, registration);
      if (registeredAs !== null) return { caseId: registeredAs, wasAlreadyRegistered: true };
      if (isQueryCodeTaken)
        throw badUserInput('petition.queryCodeHash', 'a hash of its own', "another petition's");
      await holdPetitioner(em, registration);
      const opening = toOpening(deps, registration, await takePlace(em, registration));
      await write(em, opening);
      await addMarks(em, opening.row.id, registration.petitionerMarks);
      await applyEarlierModeration(deps, em, opening.row.petitionId);
      return { caseId: opening.row.id, wasAlreadyRegistered: false };
    });
  };
}

async function write(em: EntityManager, { row, deadlines, reply, events }: Opening): Promise<void> {
  addCase(em, row);
  for (const deadline of deadlines) addDeadline(em, deadline);
  if (reply) addReply(em, reply);
  await appendEvents(em, events);
}
