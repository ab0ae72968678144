import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { codedError, notFound } from '../../kit/errors.ts';
import { dayOf } from '../../kit/mailbox/day.ts';
import { checkContact } from '../../kit/mailbox/petition.rules.ts';
import type { Page } from '../../kit/pages/keyset.ts';
import type { SignProof } from '../../kit/registration/sign-proof.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { ContactData, Registration } from './petitioner.entity.ts';
import {
  checkRegistration,
  isSamePetitioner,
  toProven,
  type RegistrationInput,
} from './petitioner.rules.ts';
import type { PetitionerStore } from './petitioner.store.ts';
import {
  appendToLog,
  countTries,
  readLog,
  type LogQuery,
  type RegistrationLogEntry,
  type Visitor,
} from './registration-log.store.ts';

interface OfficeDeps {
  orm: MikroORM;
  store: PetitionerStore;
  signProof: SignProof;
  clock: Clock;
  /** IANA name of the city's zone: by its days one is born. */
  timezone: string;
}

/** What a petitioner can do at the registration office; each of it is written into its log (R7). */
export interface RegistrationOffice {
  /** @throws BAD_USER_INPUT, RATE_LIMITED, REGISTRATION_CONFLICT */
  register(visitor: Visitor, input: RegistrationInput): Promise<void>;
  /** @throws BAD_USER_INPUT, NOT_FOUND where the account is not registered */
  changeContact(visitor: Visitor, input: Partial<ContactData>): Promise<void>;
  cancel(visitor: Visitor): Promise<void>;
  /** Null where the account is not registered. */
  prove(visitor: Visitor): Promise<string | null>;
  find(account: string): Promise<Registration | null>;
  /** Newest first. @throws CURSOR_INVALID */
  readLog(query: LogQuery): Promise<Page<RegistrationLogEntry>>;
}

const WINDOW_MS = 3_600_000;
/** Attempts an hour: nobody finds out by trying which documents are registered. */
const PER_ACCOUNT = 5;
/** Of all accounts at one address, such as a service hall's. */
const PER_CLIENT = 30;

export function createRegistrationOffice(deps: OfficeDeps): RegistrationOffice {
  const { orm, store, clock, signProof } = deps;
  const inTransaction = (work: (em: EntityManager) => Promise<void>): Promise<void> =>
    orm.em.fork().transactional(work);
  return {
    register: async (visitor, input) => {
      await noteTry(deps, visitor);
      const now = clock.now();
      const identity = checkRegistration(input, dayOf(now, deps.timezone));
      await inTransaction((em) =>
        register(store, em, visitor, {
          ...identity,
          account: visitor.account,
          registeredAt: now,
        }),
      );
    },
    changeContact: (visitor, input) =>
      inTransaction(async (em) => {
        const known = await store.hold(em, visitor.account);
        if (!known) throw notFound('account', visitor.account);
        const { account, registeredAt: _kept, ...identity } = known;
        await store.replace(em, account, { ...identity, ...checkContact('contact', input) });
        await appendToLog(em, visitor, 'CONTACT_CHANGED', clock.now());
      }),
    cancel: (visitor) =>
      inTransaction(async (em) => {
        if (await store.remove(em, visitor.account))
          await appendToLog(em, visitor, 'CANCELLED', clock.now());
      }),
    prove: async (visitor) => {
      const em = orm.em.fork();
      const known = await store.find(em, visitor.account);
      if (!known) return null;
      await appendToLog(em, visitor, 'PROOF_GIVEN', clock.now());
      return signProof(visitor.account, toProven(known));
    },
    find: (account) => store.find(orm.em.fork(), account),
    readLog: (query) => readLog(orm.em.fork(), query),
  };
}

/** Counted before anything is looked up, so that many at once do not get past one another. */
async function noteTry({ orm, clock }: OfficeDeps, visitor: Visitor): Promise<void> {
  const em = orm.em.fork();
  const now = clock.now();
  await appendToLog(em, visitor, 'TRIED', now);
  const tries = await countTries(em, visitor, new Date(now.getTime() - WINDOW_MS));
  if (tries.ofAccount <= PER_ACCOUNT && tries.ofClient <= PER_CLIENT) return;
  const retryAfter = WINDOW_MS / 1_000;
  throw codedError('RATE_LIMITED', `Too many attempts: try again in ${retryAfter} s.`, {
    limit: 'registrations',
    retryAfter,
  });
}

async function register(
  store: PetitionerStore,
  em: EntityManager,
  visitor: Visitor,
  registration: Registration,
): Promise<void> {
  if (await store.insertNew(em, registration)) {
    await appendToLog(em, visitor, 'REGISTERED', registration.registeredAt);
    return;
  }
  const known = await store.find(em, visitor.account);
  if (known && isSamePetitioner(known, registration)) return;
  throw codedError(
    'REGISTRATION_CONFLICT',
    known
      ? 'The account is registered as somebody else: cancel that registration first.'
      : 'The document is registered by another account: turn to the petition bureau with it.',
    { argument: known ? 'registration' : 'registration.documentNumber' },
  );
}
