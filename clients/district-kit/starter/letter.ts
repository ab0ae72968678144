/** Who wrote, or for whom. */
export interface Person {
  kind: 'PERSON' | 'LEGAL_PERSON' | 'ORGANIZATION';
  name: string;
  phone: string | null;
  email: string | null;
  idNumber: string | null;
  address: string | null;
}

/** A letter as it is kept. */
export interface Letter {
  /** `district:<code>:<uuid>`, for ever. */
  id: string;
  /** Of the petitioner; null where somebody filed it for them, and for imported letters. */
  account: string | null;
  type: string;
  channel: string;
  title: string;
  content: string;
  place: string | null;
  petitioner: Person;
  /** For whom the petitioner wrote. */
  beneficiary: Person | null;
  jointSignatories: string[];
  /** Out of those who joined. */
  representatives: string[];
  category: string[] | null;
  /** They never see it. */
  accusedUnits: string[];
  entrance: string;
  publicityWish: string;
  /** Staff wrote it down for the petitioner. */
  isAssisted: boolean;
  queryCodeHash: string;
  /** ISO 8601, UTC. */
  submittedAt: string;
  sourceNumber: string | null;
  /** Of an imported letter; null of a new one. */
  history: { reply: string | null; repliedAt: string | null } | null;
}

/** What a retry with the same idempotency key is answered by. */
export interface Retry {
  actor: string;
  key: string;
  /** Of what was asked, to tell a retry from a key used twice. */
  requestHash: string;
  queryCode: string;
}

/** What the district was given to do. */
export interface PickedUp {
  cursor: string;
  assignmentId: string;
}

/** A line of the journal. */
export type Entry =
  | { kind: 'letter'; letter: Letter; retry: Retry | null }
  | { kind: 'registered'; id: string }
  | { kind: 'assignment'; assignment: PickedUp };
