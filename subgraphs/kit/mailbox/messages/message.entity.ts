/** Who said something: the petitioner, or a unit that owns or handles the letter. */
export type MessageSide = 'PETITIONER' | 'UNIT';

/** A row of `petition_message`, opened; PetitionMessage of the SDL but for the account. */
export interface MessageRow {
  id: string;
  /** Grows with time; not told to anybody. */
  seq: string;
  petitionId: string;
  from: MessageSide;
  unitId: string | null;
  /** Of whoever wrote it; null for whoever held the query code and was not signed in. */
  account: string | null;
  text: string;
  sentAt: Date;
}

/** Where a text stands; bound to its message. */
export function messagePlace(id: string): string {
  return `petition_message:${id}`;
}
