import type { Role } from '../../../schema/contract/actor.ts';
import type { NoticeTemplate } from './notice-template.ts';
import type { AttachmentType } from './attachment-types.ts';
import type { PetitionTypeName, PolicyBook } from './policy.ts';
import type { WordLists } from './word-lists.ts';

/** A deployment as data: one city's places, units, people, rules; validated, see load-profile.ts. */
export interface Profile {
  city: City;
  /** Every area code the city has had, by code. */
  districts: readonly DistrictEntry[];
  /** By code. */
  departments: readonly DepartmentEntry[];
  /** In protocol order (R3). */
  leaders: readonly LeaderEntry[];
  upstreamChannels: readonly UpstreamChannelEntry[];
  peers: readonly PeerEntry[];
  /** Who looks after each unit's matters every day (R54). */
  officers: readonly OfficerEntry[];
  /** What cases can be about (R26): paths of one to three names, each after the one it belongs to. */
  categories: readonly (readonly string[])[];
  policies: PolicyBook;
  routing: LetterRouting;
  personas: readonly Persona[];
  /** What petitioners are told without their asking. */
  templates: readonly NoticeTemplate[];
  /** Words that make a new letter wait until somebody has read it (R12). */
  words: WordLists;
}

/** What is true of the city as a whole. */
interface City {
  id: string;
  name: string;
  /** Two-digit code of the province, for limits that differ by it (R42). */
  province: string;
  /** IANA name; the calendar day of every deadline is taken in it. */
  timezone: string;
  /** Begins every registration number, such as GA. */
  registrationPrefix: string;
  /**
   * Unit ids of the two departments with a part of their own (R67, R68), and of the one to which goes
   * what accuses both of them; null: to nobody but them.
   */
  units: { petitionBureau: string; governmentOffice: string; disciplineInspection: string | null };
  letterLimits: { titleMaxChars: number; contentMaxChars: number };
  attachments: AttachmentLimits;
  retention: RetentionRules;
  /** Whether whoever writes a letter of their own must have registered before (R7, R8). */
  petitioners: { mustRegister: boolean };
  /** When a working day ends, HH:MM: what was not received by then is alerted (R54); null: nowhere. */
  closesAt: string | null;
  /** Under which licence published answers may be used; null where the city names none. */
  openData: { licence: string; licenceUrl: string | null } | null;
  channels: Channels;
}

/** Addresses under which letters come in beside the portal (R15, R73), and the sender of notices. */
interface Channels {
  /** Of mails; null where none are sent. */
  sender: { name: string; address: string } | null;
  /** Besides the leaders' own, which are the mayor's mailbox's. */
  emails: readonly { address: string; mailbox: string }[];
  smsNumbers: readonly { number: string; mailbox: string }[];
}

/** What may be handed in with a letter. */
export interface AttachmentLimits {
  /** Of one file. */
  maxBytes: number;
  /** Files of one letter. */
  maxCount: number;
  types: readonly AttachmentType[];
}

/** How long what is kept. */
export interface RetentionRules {
  /** Years from submission after which nobody can be found by a letter any more. */
  personalDataYears: number;
  /** Years after which it is forgotten who saw a letter. */
  accessLogYears: number;
  /** Years after which a registration that nobody used any more is erased. */
  registrationYears: number;
  /** Years after which it is forgotten who did what at the registration office. */
  registrationLogYears: number;
}

/** A district or county; dates are YYYY-MM-DD and inclusive, validTo null while it is valid. */
export interface DistrictEntry {
  code: string;
  name: string;
  /** The unit that passes mandates on to it (R29); null where only the city's bureau does. */
  under: string | null;
  validFrom: string;
  validTo: string | null;
  mailboxUrl: string | null;
}

export type DepartmentFunction = 'PETITION_BUREAU' | 'GOVERNMENT_OFFICE' | 'FUNCTIONAL';

/** A municipal department (R5). */
export interface DepartmentEntry {
  code: string;
  name: string;
  function: DepartmentFunction;
  /** As of a district. */
  under: string | null;
  mailboxUrl: string | null;
}

/** A city leader (R3); the id is `leader:<slug>`. */
export interface LeaderEntry {
  id: string;
  name: string;
  title: string;
  portfolio: readonly string[];
  /** Words by which letters speak of a field of the portfolio, besides its name. */
  words: Readonly<Record<string, readonly string[]>>;
  bio: string | null;
  email: string | null;
}

/** The person a unit has named (R54); the account is the one they sign in with. */
interface OfficerEntry {
  unit: string;
  name: string;
  account: string | null;
}

/** A channel from which matters come down (R36, R73). */
export interface UpstreamChannelEntry {
  code: string;
  name: string;
  /** First day in force, YYYY-MM-DD. */
  effectiveFrom: string;
}

/** One of the interconnected provincial systems (R38); code is the two-digit province code. */
export interface PeerEntry {
  code: string;
  name: string;
}

/** How letters without an addressee find a mailbox; applied by route-letter.ts. */
interface LetterRouting {
  places: readonly PlaceRule[];
  defaultPlace: LetterPlace;
  types: readonly TypeRule[];
  defaultType: PetitionTypeName;
}

/** `mayor`, `national`, `district:<area code>` or `department:<code>`; a channel only with national. */
export interface LetterPlace {
  unit: string;
  upstreamChannel: string | null;
}

/** A letter whose title (or whole text) matches the pattern belongs to the place. */
export interface PlaceRule extends LetterPlace {
  pattern: RegExp;
  in: 'TITLE' | 'TEXT';
}

/** A letter whose title matches the pattern is of the type. */
interface TypeRule {
  pattern: RegExp;
  type: PetitionTypeName;
}

/** Someone to sign in as during development. */
export interface Persona {
  id: string;
  label: string;
  role: Role;
  /** The unit served by DISTRICT_BUREAU and DEPARTMENT; null for everyone else. */
  unit: string | null;
}
