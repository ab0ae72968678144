import type { Role } from '../../../schema/contract/actor.ts';

/** The rules of one jurisdiction from a day on, every number with its source; see profiles/README.md. */
export interface Policy {
  /** Jurisdiction and edition, such as national-2022; a case keeps the one it was registered under. */
  id: string;
  jurisdiction: string;
  name: string;
  /** The document that the citations are from. */
  source: string;
  /** Days in force, inclusive; validTo is null while it is. */
  validFrom: string;
  validTo: string | null;
  /** A deadline counts as near this long before its last day. */
  dueSoon: { amount: number; dayUnit: DayUnit; citation: string };
  limits: readonly TimeLimit[];
  extensions: readonly ExtensionRule[];
  /** Time that does not count, by kind of limit; hearings are the only one there is. */
  pauses: readonly PauseRule[];
  /** What is accepted (R77). */
  scopes: readonly AcceptanceScope[];
  /** What is not, and why (R22, R78). */
  refusals: readonly RefusalGround[];
  urging: UrgingRule | null;
  lateExplanation: LateExplanationRule | null;
  supervision: SupervisionRule | null;
  /** First and second review before a case is concluded (R89, R90); null where none is asked for. */
  reviews: Cited | null;
  /** Whether a petitioner must be told what is not published (R66). */
  privateReplies: Cited | null;
  publication: PublicationTarget | null;
  statisticsPeriod: StatisticsPeriod | null;
  rating: RatingRule | null;
  /** Who may do what (R67, R68); empty where the source does not say. */
  duties: readonly Duty[];
}

export type DayUnit = 'WORKING_DAY' | 'CALENDAR_DAY';
export const LIMIT_KINDS = [
  'RECEIPT_NOTICE',
  'ACCEPTANCE',
  'LANDING',
  'OBJECTION',
  'HANDLING',
  'ASSIGNMENT',
  'REVIEW_REQUEST',
  'REVIEW',
  'FINAL_REVIEW_REQUEST',
  'FINAL_REVIEW',
] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];
export type PetitionTypeName = 'CONSULTATION' | 'SUGGESTION' | 'COMPLAINT' | 'HELP';
export type MailboxName = 'MAYOR' | 'DISTRICT' | 'DEPARTMENT' | 'NATIONAL';
export type ChannelName = 'ONLINE' | 'EMAIL' | 'SMS' | 'LETTER' | 'VISIT' | 'PHONE';
/** The act after which counting starts; its day is not counted. */
export const START_EVENTS = [
  'CASE_REGISTERED',
  'CASE_ACCEPTED',
  'ASSIGNMENT_ISSUED',
  'ASSIGNMENT_RECEIVED',
  'REPLY_GIVEN',
  'REVIEW_REQUESTED',
  'REVIEW_DECIDED',
  'FINAL_REVIEW_REQUESTED',
] as const;
export type StartEvent = (typeof START_EVENTS)[number];

/** What a number rests on: a row of the requirement catalogue (R57) or an article (art. 34), and the words. */
interface Cited {
  rule: string;
  citation: string;
}

/** Which letters a limit is for; null stands for all. */
interface LimitScope {
  petitionTypes: readonly PetitionTypeName[];
  channels: readonly ChannelName[] | null;
  mailboxes: readonly MailboxName[] | null;
  /** Two-digit codes of provinces with a limit of their own (R42). */
  provinces: readonly string[] | null;
}

export interface TimeLimit extends Cited, LimitScope {
  kind: LimitKind;
  startEvent: StartEvent;
  /** Days; 0 working days is the day itself if it is one, otherwise the next working day. */
  amount: number;
  /** Where the source gives a span (R86: 3 to 5), its lower end; nothing is owed by it. */
  fromAmount: number | null;
  dayUnit: DayUnit;
}

export const EXTENSION_GROUNDS = [
  'INVESTIGATION',
  'SEVERAL_DEPARTMENTS',
  'MAXIMUM',
  'COMPLEX',
] as const;
export type ExtensionGround = (typeof EXTENSION_GROUNDS)[number];

/** How far a deadline may be put off, and what that takes. */
export interface ExtensionRule extends Cited {
  kinds: readonly LimitKind[];
  ground: ExtensionGround;
  petitionTypes: readonly PetitionTypeName[];
  /** TO counts up to `amount` days from the start; BY adds up to `amount` days to the last day. */
  mode: 'TO' | 'BY';
  amount: number;
  dayUnit: DayUnit;
  /** HEAD: the handling unit's head has to approve; null where the source asks for nobody. */
  approver: 'HEAD' | null;
  /** Whether the petitioner has to be told the reason. */
  tellsReason: boolean;
  /** The fewest units that must be at work on the case; null where it does not matter. */
  unitsMin: number | null;
}

interface PauseRule extends Cited {
  kinds: readonly LimitKind[];
  cause: 'HEARING';
}

interface AcceptanceScope extends Cited {
  code: string;
}

interface RefusalGround extends Cited {
  /** A DeclineGround of the SDL. */
  ground: 'STATUTORY_PROCEDURE' | 'OTHER_STATE_ORGAN' | 'DUPLICATE' | 'OUT_OF_SCOPE' | 'INVALID';
}

/** After how many urges without result a circular follows (R82, R83). */
interface UrgingRule extends Cited {
  urgesUntilCircular: number;
}

/** Whoever is late owes an explanation (R61). */
interface LateExplanationRule extends Cited {
  blocksClosure: boolean;
}

/** What an on-site supervision takes (R84). */
interface SupervisionRule extends Cited {
  officersMin: number;
  needsConsent: boolean;
}

/** The share of replies to be published (R91). */
interface PublicationTarget extends Cited {
  percent: number;
}

/** The day of the month before with which a month's statistics begin; they end the day before it (R94). */
interface StatisticsPeriod extends Cited {
  firstDayOfMonth: number;
}

/** Who is asked for a rating (R37). */
interface RatingRule extends Cited {
  firstRegistrationOnly: boolean;
  /** First day, YYYY-MM-DD. */
  since: string;
}

export const DUTY_ACTS = [
  'ACCEPT',
  'MANDATE',
  'REFER',
  'REPLY',
  'SUPERVISE',
  'ASSESS',
  'HANDLE',
  'READ_ALL',
] as const;

interface Duty extends Cited {
  role: Role;
  acts: readonly (typeof DUTY_ACTS)[number][];
}

/** One entry of a profile: the policy that counts for letters registered on these days. */
export interface AppliedPolicy {
  id: string;
  validFrom: string;
  validTo: string | null;
}

/** All policies there are, by id, and those that a deployment goes by. */
export interface PolicyBook {
  all: readonly Policy[];
  applied: readonly AppliedPolicy[];
}
