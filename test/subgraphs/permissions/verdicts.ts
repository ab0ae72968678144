import type { Actor } from '../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  citizenWang,
  cityOffice,
  guangan,
  housing,
  mailboxOf,
  transport,
} from '../casework/support/actors.ts';

/**
 * Everybody there is: nobody, petitioner Li and stranger Wang, the city's bureau and office, the
 * district 广安区, the departments of housing and transport, and the mailbox's own system.
 */
const WHO = [
  'nobody',
  'li',
  'wang',
  'bureau',
  'office',
  'guangan',
  'housing',
  'transport',
  'system',
] as const;

export type Who = (typeof WHO)[number];

/** Does it, or why not; `I` where the role is right and the state is not. */
export const CODES = {
  D: null,
  U: 'UNAUTHENTICATED',
  F: 'FORBIDDEN',
  N: 'NOT_FOUND',
  I: 'ILLEGAL_MOVE',
} as const;

type Verdict = keyof typeof CODES;

export function actorOf(who: Who, prefix: string): Actor | null {
  switch (who) {
    case 'nobody':
      return null;
    case 'li':
      return citizenLi;
    case 'wang':
      return citizenWang;
    case 'bureau':
      return cityBureau;
    case 'office':
      return cityOffice;
    case 'guangan':
      return guangan;
    case 'housing':
      return housing;
    case 'transport':
      return transport;
    case 'system':
      return mailboxOf(prefix);
  }
}

/** One line per person of a row such as U-F-N: who, and the code that is expected. */
export function verdictsOf(row: string): (readonly [Who, (typeof CODES)[Verdict]])[] {
  if (row.length !== WHO.length)
    throw new Error(`expected ${String(WHO.length)} verdicts, got ${row}`);
  return WHO.map((who, index) => [who, CODES[row.charAt(index) as Verdict]] as const);
}
