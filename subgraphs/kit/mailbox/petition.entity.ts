import { p } from '@mikro-orm/core';

const CHANNELS = ['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE'] as const;
const TYPES = ['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP'] as const;
const PETITIONER_KINDS = ['PERSON', 'LEGAL_PERSON', 'ORGANIZATION'] as const;

export type Channel = (typeof CHANNELS)[number];
export type PetitionType = (typeof TYPES)[number];
export type PetitionerKind = (typeof PETITIONER_KINDS)[number];

/** A letter as every mailbox stores it; a mailbox may add columns of its own. */
export interface StoredPetition {
  id: string;
  /** `mayor`, `district:<area code>`, `department:<code>` or `national`. */
  mailbox: string;
  channel: Channel;
  type: PetitionType;
  title: string;
  content: string;
  petitionerKind: PetitionerKind;
  petitionerName: string;
  petitionerPhone: string | null;
  petitionerIdNumber: string | null;
  petitionerAddress: string | null;
  jointSignatories: string[];
  /** The petitioner and all who joined (R27). */
  signatoryCount: number;
  /** Account of a petitioner who wrote for themselves. */
  petitionerAccount: string | null;
  /** Account of the staff member who wrote it down for somebody: assisted filing (R47). */
  filedBy: string | null;
  queryCodeHash: string;
  submittedAt: Date;
  /** Number in the system it was imported from. */
  sourceNumber: string | null;
}

/** A letter with what casework knows of its case, as far as a request brought it along. */
export interface MailboxPetition extends StoredPetition {
  /** Not stored; null or absent while casework does not know the letter. */
  handlingUnits?: readonly string[] | null | undefined;
}

/**
 * Columns of `petition`, made anew for each subgraph's own entity schema. What is personal stands in
 * `sealed`, see sealed-petition.ts.
 */
export function petitionProperties() {
  return {
    id: p.text().primary(),
    mailbox: p.text(),
    channel: p.enum(CHANNELS),
    type: p.enum(TYPES),
    petitionerKind: p.enum(PETITIONER_KINDS),
    sealed: p.text(),
    signatoryCount: p.integer(),
    petitionerAccount: p.text().nullable(),
    filedBy: p.text().nullable(),
    queryCodeHash: p.text().unique(),
    submittedAt: p.datetime(3),
    sourceNumber: p.text().nullable(),
  };
}
