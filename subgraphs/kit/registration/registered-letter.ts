import type { JSONWebKeySet } from 'jose';
import type { RegisteredPetitioner } from '../../../schema/contract/registration-proof.ts';
import { badUserInput, codedError } from '../errors.ts';
import type { Person } from '../mailbox/petition.entity.ts';
import type { Letter } from '../mailbox/petition.rules.ts';
import type { Clock } from '../time/clock.ts';
import { createProofVerifier } from './verify-proof.ts';

/** A letter with its writer filled in, and who the registration office says that is. */
interface RegisteredLetter {
  letter: Letter;
  /** Null where the letter brings no proof. */
  registered: RegisteredPetitioner | null;
}

/** @throws BAD_USER_INPUT · REGISTRATION_REQUIRED where the city takes no letter without a proof (R7, R8) */
export type ReadRegistration = (letter: Letter, account: string) => Promise<RegisteredLetter>;

/** Makes a mailbox's check of who has registered, by the proof that a letter brings along. */
export function createRegistrationReader(deps: {
  keys: JSONWebKeySet;
  mustRegister: boolean;
  clock: Clock;
}): ReadRegistration {
  const verify = createProofVerifier(deps.keys, deps.clock);
  return async (letter, account) => {
    const { registrationProof } = letter;
    if (!registrationProof) {
      if (deps.mustRegister) throw registrationRequired();
      return { letter, registered: null };
    }
    const registered = await verify(registrationProof, account);
    return { letter: fillFromAccount(letter, registered), registered };
  };
}

/**
 * The writer as a letter keeps them: by the document that was registered, whichever kind it is.
 * @param checked the writer of the filled letter, once it was checked
 */
export function asRegistered(checked: Person, registered: RegisteredPetitioner | null): Person {
  return registered ? { ...checked, idNumber: registered.documentNumber } : checked;
}

/** How to be reached may differ from letter to letter, who somebody is may not. */
function fillFromAccount(letter: Letter, registered: RegisteredPetitioner): Letter {
  const given = letter.petitioner;
  if (given && given.name.trim() !== registered.name)
    throw badUserInput('letter.petitioner.name', 'the registered name', 'another one');
  const { kind, name, phone, email, address } = registered;
  return {
    ...letter,
    petitioner: {
      kind,
      name,
      phone: given?.phone ?? phone,
      email: given?.email ?? email,
      address: given?.address ?? address,
    },
  };
}

function registrationRequired(): Error {
  return codedError(
    'REGISTRATION_REQUIRED',
    'letter.registrationProof: expected the proof of a registration, which this city asks for, but got none.',
    { argument: 'letter.registrationProof' },
  );
}
