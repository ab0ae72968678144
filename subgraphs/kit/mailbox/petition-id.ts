import { randomUUIDv7 } from 'node:crypto';

const ID = /^(.+):[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A new petition id, `<mailbox>:<UUID version 7>`. */
export function createPetitionId(mailbox: string): string {
  return `${mailbox}:${randomUUIDv7()}`;
}

/** The mailbox an id was made for, such as `district:511602`; null where none of ours made it. */
export function mailboxOfPetition(id: string): string | null {
  return ID.exec(id)?.[1] ?? null;
}
