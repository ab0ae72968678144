import { defineEntity } from '@mikro-orm/core';
import { petitionProperties, type MailboxPetition } from '../../kit/mailbox/petition.entity.ts';

/** A letter to a department's mailbox; `mailbox` is the unit's id. */
export type PetitionRow = MailboxPetition;

export const PetitionEntity = defineEntity({
  name: 'DepartmentPetition',
  tableName: 'petition',
  properties: petitionProperties(),
});
