import {
  CancelRegistrationDocument,
  ChangeContactDocument,
  OwnLettersDocument,
  OwnRegistrationDocument,
  RegisterDocument,
  RegistrationProofDocument,
  type ChangeContactMutationVariables,
  type OwnCaseFragment,
  type OwnLettersQuery,
  type RegistrationFragment,
  type RegistrationInput,
} from '../generated/operations.ts';
import type { Ask } from './ask.ts';
import { PortalError } from './portal-error.ts';

const PAGE = 10;

/** One's own letters, newest first. */
export interface OwnLetters {
  letters: OwnLetter[];
  /** Behind the last one here; null where there is no more. */
  next: string | null;
}

export interface OwnLetter {
  /** Of this page's place in the list; no other letter has it. */
  cursor: string;
  /** Null while the system of the district that has the letter does not answer. */
  petition: Pick<OwnPetition, 'id' | 'type' | 'title' | 'submittedAt'> | null;
  case: OwnCaseFragment | null;
}

type OwnPage = NonNullable<OwnLettersQuery['me']>['petitions'];
type OwnPetition = NonNullable<OwnPage['edges'][number]['node']>;

/**
 * What a petitioner who is signed in has: their letters of all mailboxes, and who they are. Every method
 * throws `signed-out` where nobody is: that an account has nothing is not known then.
 */
export interface AccountClient {
  /** Ten at a time unless told otherwise, at most 100. A new letter is among them once it is registered, seconds after it was sent. */
  letters(after: string | null, first?: number): Promise<OwnLetters>;
  /** Null until one has registered, and for staff. */
  registration(): Promise<RegistrationFragment | null>;
  /** R7: `refused` with REGISTRATION_CONFLICT where account or document are registered otherwise. */
  register(registration: RegistrationInput): Promise<void>;
  /** From now on; letters keep what they said. */
  changeContact(contact: ChangeContactMutationVariables): Promise<void>;
  cancelRegistration(): Promise<void>;
  /** For `LetterInput.registrationProof`, within a quarter of an hour; null until one has registered. */
  registrationProof(): Promise<string | null>;
}

interface AccountDeps {
  ask: Ask;
  token: () => string | null | Promise<string | null>;
}

export function createAccountClient({ ask: askAnyway, token }: AccountDeps): AccountClient {
  // The city has no account for nobody and answers with null, as for staff.
  const ask: Ask = async (document, variables) => {
    if ((await token()) === null) throw nobody();
    return askAnyway(document, variables);
  };
  return {
    letters: async (after, first = PAGE) =>
      toOwnLetters((await ask(OwnLettersDocument, { first, after })).me),
    registration: async () => (await ask(OwnRegistrationDocument, {})).me?.registration ?? null,
    register: async (registration) => {
      await ask(RegisterDocument, { registration });
    },
    changeContact: async (contact) => {
      await ask(ChangeContactDocument, contact);
    },
    cancelRegistration: async () => {
      await ask(CancelRegistrationDocument, {});
    },
    registrationProof: async () =>
      (await ask(RegistrationProofDocument, {})).me?.registrationProof ?? null,
  };
}

function nobody(): PortalError {
  return new PortalError('signed-out', {
    message: 'expected somebody who is signed in, got nobody',
    extensions: { code: 'UNAUTHENTICATED' },
  });
}

function toOwnLetters(account: OwnLettersQuery['me']): OwnLetters {
  if (!account) return { letters: [], next: null };
  const { edges, pageInfo } = account.petitions;
  return {
    letters: edges.map(({ cursor, node }) => ({
      cursor,
      petition: node,
      case: node?.case ?? null,
    })),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}
