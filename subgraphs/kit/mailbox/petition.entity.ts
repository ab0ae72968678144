import { p } from '@mikro-orm/core';
import type { Keeping } from '../profile/kept-from.rules.ts';

const CHANNELS = ['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE'] as const;
const TYPES = ['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP'] as const;
const ENTRANCES = ['PORTAL', 'BUREAU_SITE'] as const;
const PUBLICITY_WISHES = ['PRIVATE', 'PUBLIC'] as const;

export type Channel = (typeof CHANNELS)[number];
export type PetitionType = (typeof TYPES)[number];
export type PetitionerKind = 'PERSON' | 'LEGAL_PERSON' | 'ORGANIZATION';
export type Entrance = (typeof ENTRANCES)[number];
export type PublicityWish = (typeof PUBLICITY_WISHES)[number];

/** Who wrote, or for whom somebody wrote. */
export interface Person {
  kind: PetitionerKind;
  name: string;
  phone: string | null;
  /** Absent in letters that are older than it. */
  email?: string | null;
  idNumber: string | null;
  address: string | null;
}

/** A letter as every mailbox stores it; a mailbox may add columns of its own. */
export interface StoredPetition {
  id: string;
  /** `mayor`, `district:<area code>`, `department:<code>` or `national`. */
  mailbox: string;
  channel: Channel;
  type: PetitionType;
  title: string;
  content: string;
  /** Where it happened, as written. */
  place: string | null;
  petitioner: Person;
  /** For whom the petitioner wrote (R44); null for themselves. */
  beneficiary: Person | null;
  jointSignatories: string[];
  /** Those of them who speak for all; the petitioner does anyway. */
  representatives: string[];
  /** The petitioner and all who joined (R27). */
  signatoryCount: number;
  /** Account of a petitioner who wrote for themselves. */
  petitionerAccount: string | null;
  /** Account of the staff member who wrote it down for somebody: assisted filing (R47). */
  filedBy: string | null;
  /** Units that the letter accuses; they never see it. */
  accusedUnits: string[];
  /** Through which door it came in (R9). */
  entrance: Entrance;
  publicityWish: PublicityWish;
  queryCodeHash: string;
  submittedAt: Date;
  /** Number in the system it was imported from. */
  sourceNumber: string | null;
}

/**
 * A letter with what follows from whom it accuses, and with what casework knows of its case, as far as
 * a request brought it along.
 */
export interface MailboxPetition extends StoredPetition, Keeping {
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
    sealed: p.text(),
    signatoryCount: p.integer(),
    petitionerAccount: p.text().nullable(),
    filedBy: p.text().nullable(),
    accusedUnits: p.array(),
    entrance: p.enum(ENTRANCES),
    publicityWish: p.enum(PUBLICITY_WISHES),
    queryCodeHash: p.text().unique(),
    submittedAt: p.datetime(3),
    sourceNumber: p.text().nullable(),
  };
}
