import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { badUserInput } from '../../kit/errors.ts';
import { dayOf } from '../../kit/mailbox/day.ts';
import type { Submit } from '../../kit/mailbox/submit.commands.ts';
import { DeliveryError } from '../../kit/outbox/delivery-error.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { checkInForce, type Directory } from '../directory/directory.ts';
import { checkCustody } from '../petitions/custody-above.rules.ts';
import type { PetitionRow } from '../petitions/petition.entity.ts';
import { matterShape, numberedShape, type Matter, type Result } from './peer-contract.ts';
import { forgetRejection, recordRejection, type Rejection } from './rejected-matter.store.ts';
import { appendResults } from './result-outbox.ts';

export interface TakeOverDeps {
  orm: MikroORM;
  clock: Clock;
  profile: Profile;
  directory: Directory;
  submit: Submit<PetitionRow>;
  /** Called after results were left for a peer. */
  wakeResults: (peer: string) => void;
}

/**
 * Takes over one matter of a peer, once per number: it is a letter, or the peer is told what is
 * wrong with it. Whatever else it throws means that the matter has to come again.
 */
export type TakeOver = (peer: string, matter: unknown) => Promise<void>;

/** Clocks of others may be a little ahead of ours. */
const AHEAD_MS = 5 * 60_000;

const ALREADY_HERE = new Error('this matter was taken over before');

export function createTakeOver(deps: TakeOverDeps): TakeOver {
  return async (peer, given) => {
    const numbered = numberedShape.safeParse(given);
    // Nothing can be said of a matter without a number, so the page is not as agreed.
    if (!numbered.success) throw new DeliveryError('ANSWER_INVALID', false);
    const { number } = numbered.data;
    const parsed = matterShape.safeParse(given);
    const rejection = parsed.success
      ? await submitMatter(deps, peer, parsed.data)
      : firstFault(parsed.error);
    if (rejection) await reject(deps, { peer, number }, rejection);
    else await forgetRejection(deps.orm, { peer, number });
  };
}

/** @returns why it was refused; null once it is here */
async function submitMatter(
  { clock, profile, directory, submit }: TakeOverDeps,
  peer: string,
  matter: Matter,
): Promise<Rejection | null> {
  const now = clock.now();
  const { number, upstreamChannel, custody, letter } = matter;
  try {
    await submit({
      actor: { role: 'SYSTEM', id: `peer:${peer}`, unit: 'national' },
      requestId: randomUUID(),
      mailbox: 'national',
      letter,
      submittedAt: pastOf(matter.submittedAt, now),
      ownOf: () => {
        const channel = directory.requireChannel(upstreamChannel);
        const day = dayOf(matter.submittedAt, profile.city.timezone);
        checkInForce(channel, day, 'submittedAt');
        return {
          upstreamChannel: channel.code,
          upstreamNumber: number,
          upstreamPeer: peer,
          custodyAbove: checkCustody('custody', custody, new Date(now.getTime() + AHEAD_MS)),
        };
      },
      takenError: () => ALREADY_HERE,
      idempotency: { key: null },
    });
    return null;
  } catch (error) {
    if (error === ALREADY_HERE) return null;
    return rejectionOf(error);
  }
}

function pastOf(submittedAt: Date, now: Date): Date {
  if (submittedAt.getTime() > now.getTime() + AHEAD_MS)
    throw badUserInput('submittedAt', 'an instant in the past', 'one to come');
  return submittedAt > now ? now : submittedAt;
}

/** @throws the error itself where it is no fault of the matter */
function rejectionOf(error: unknown): Rejection {
  const { argument, expected, code } = error instanceof GraphQLError ? error.extensions : {};
  if (code === 'BAD_USER_INPUT' && typeof argument === 'string' && typeof expected === 'string')
    return { field: argument, expected };
  throw error;
}

function firstFault({ issues }: { issues: readonly { path: PropertyKey[]; message: string }[] }) {
  const [issue] = issues;
  return { field: issue?.path.join('.') ?? '', expected: issue?.message ?? '' };
}

async function reject(
  { orm, clock, wakeResults }: TakeOverDeps,
  { peer, number }: { peer: string; number: string },
  rejection: Rejection,
): Promise<void> {
  const at = clock.now();
  await orm.em.fork().transactional(async (em) => {
    if (await isHere(em, { peer, number })) return;
    if (!(await recordRejection(em, { peer, number }, rejection, at))) return;
    const result: Result = {
      id: randomUUID(),
      number,
      act: 'REJECTED',
      at: at.toISOString(),
      registrationNumber: null,
      repeatOf: null,
      declineGround: null,
      replies: [],
      rejection,
    };
    await appendResults(em, [{ peer, result }], at);
  });
  wakeResults(peer);
}

/** What is here already is passed over, whatever comes under its number later. */
async function isHere(
  em: EntityManager,
  { peer, number }: { peer: string; number: string },
): Promise<boolean> {
  const found: unknown[] = await em.execute(
    'select 1 from petition where upstream_peer = ? and upstream_number = ?',
    [peer, number],
  );
  return found.length > 0;
}
