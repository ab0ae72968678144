import { defineEntity, p } from '@mikro-orm/core';
import { petitionProperties, type MailboxPetition } from '../../kit/mailbox/petition.entity.ts';

/** A matter that came down; the two name it together. */
export interface PetitionRow extends MailboxPetition {
  /** Code of the channel. */
  upstreamChannel: string;
  upstreamNumber: string;
}

export const PetitionEntity = defineEntity({
  name: 'NationalPetition',
  tableName: 'petition',
  properties: {
    ...petitionProperties(),
    upstreamChannel: p.text(),
    upstreamNumber: p.text(),
  },
});
