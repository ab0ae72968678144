import type { PetitionerKind } from '../../kit/mailbox/petition.entity.ts';
import type { Document } from './document.rules.ts';

/** How a petitioner can be reached. */
export interface ContactData {
  phone: string | null;
  email: string | null;
  address: string | null;
}

/** What somebody has registered as; the database holds it as one sealed text (R96). */
export interface Identity extends Document, ContactData {
  kind: PetitionerKind;
  name: string;
}

/** A registration, by the account it belongs to. */
export interface Registration extends Identity {
  account: string;
  registeredAt: Date;
}
