import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, codedError, forbidden, unauthenticated } from '../../kit/errors.ts';
import type { PeerRow } from '../directory/directory.ts';
import type { Figures } from '../interconnect/peer-contract.ts';

/** What one peer answered, or why it did not. */
export interface PeerAnswer {
  peer: PeerRow;
  outcome: Figures | { failure: string };
}

/** All answers there could be: those of the peers that are connected, and the others by name. */
export interface OnlineShareOf {
  answers: readonly PeerAnswer[];
  unconnected: readonly PeerRow[];
}

interface OnlineFigures extends Figures {
  percent: number | null;
}

const MAX_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** @throws UNAUTHENTICATED, or FORBIDDEN for all but the city's own offices (R67, R68) */
export function requireReader(actor: Actor): void {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  if (actor.role !== 'CITY_BUREAU' && actor.role !== 'CITY_OFFICE')
    throw forbidden('read the figures of the provinces');
}

/** @throws BAD_USER_INPUT for days out of order, or too many of them */
export function checkDays(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw badUserInput('to', `a day from ${from} on`, to);
  if (days > MAX_DAYS) throw badUserInput('to', `at most ${MAX_DAYS} days`, `${days}`);
}

/** @throws PEER_UNAVAILABLE naming the peer where it did not answer */
export function figuresOf({ peer, outcome }: PeerAnswer): OnlineFigures {
  if (!('failure' in outcome)) return withShare(outcome);
  throw codedError('PEER_UNAVAILABLE', `${peer.name} did not answer: ${outcome.failure}.`, {
    peer: peer.id,
    reason: outcome.failure,
  });
}

/** Of those that answered; the others are in `missingPeers`. */
export function totalOf({ answers }: OnlineShareOf): OnlineFigures {
  const figures = answered(answers);
  const sum = (of: keyof Figures): number => figures.reduce((total, each) => total + each[of], 0);
  return withShare({ received: sum('received'), online: sum('online') });
}

/** R39: 超过1/3的省份…50%以上. Exactly half is not over it. */
export function countOverHalf({ answers }: OnlineShareOf): number {
  return answered(answers).filter(({ received, online }) => online * 2 > received).length;
}

/** R38: never hidden, whatever else is asked for. */
export function missingPeers({ answers, unconnected }: OnlineShareOf): PeerRow[] {
  const silent = answers.filter(({ outcome }) => 'failure' in outcome).map(({ peer }) => peer);
  return [...silent, ...unconnected].toSorted((one, other) => (one.code < other.code ? -1 : 1));
}

function answered(answers: readonly PeerAnswer[]): Figures[] {
  return answers.flatMap(({ outcome }) => ('failure' in outcome ? [] : [outcome]));
}

/** R25: 1,000 of 2,900 are 34.5 %. */
function withShare({ received, online }: Figures): OnlineFigures {
  const percent = received === 0 ? null : Math.round((online / received) * 1_000) / 10;
  return { received, online, percent };
}
