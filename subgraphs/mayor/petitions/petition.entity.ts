import { defineEntity, p } from '@mikro-orm/core';
import { petitionProperties, type MailboxPetition } from '../../kit/mailbox/petition.entity.ts';

/** A letter to the mayor's mailbox; leader is null for the mailbox as such (R3). */
export interface PetitionRow extends MailboxPetition {
  leader: string | null;
}

export const PetitionEntity = defineEntity({
  name: 'MayorPetition',
  tableName: 'petition',
  properties: { ...petitionProperties(), leader: p.text().nullable() },
});
