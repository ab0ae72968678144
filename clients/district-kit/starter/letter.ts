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
  petitioner: {
    kind: 'PERSON' | 'LEGAL_PERSON' | 'ORGANIZATION';
    name: string;
    phone: string | null;
    idNumber: string | null;
    address: string | null;
  };
  jointSignatories: string[];
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
