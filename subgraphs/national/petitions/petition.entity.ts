import { defineEntity, p } from '@mikro-orm/core';
import { petitionProperties, type MailboxPetition } from '../../kit/mailbox/petition.entity.ts';

/** Who had a matter, since when. */
export interface CustodyAbove {
  bureau: string;
  /** ISO 8601. */
  at: string;
}

/** A matter that came down; the two name it together. */
export interface PetitionRow extends MailboxPetition {
  /** Code of the channel. */
  upstreamChannel: string;
  /** Of the peer where there is one, else of the channel. */
  upstreamNumber: string;
  /** Code of the peer whose system handed it over; null where staff took it over. */
  upstreamPeer: string | null;
  /** The first one first. */
  custodyAbove: CustodyAbove[];
}

export const PetitionEntity = defineEntity({
  name: 'NationalPetition',
  tableName: 'petition',
  properties: {
    ...petitionProperties(),
    upstreamChannel: p.text(),
    upstreamNumber: p.text(),
    upstreamPeer: p.text().nullable(),
    custodyAbove: p.json().$type<CustodyAbove[]>(),
  },
});
