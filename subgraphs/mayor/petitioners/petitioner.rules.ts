import type { PetitionerKind } from '../../kit/mailbox/petition.entity.ts';
import { checkContact, checkText } from '../../kit/mailbox/petition.rules.ts';
import type { IdentityDocument } from '../../../schema/contract/identity-documents.ts';
import type { RegisteredPetitioner } from '../../../schema/contract/registration-proof.ts';
import { checkDocument } from './document.rules.ts';
import type { ContactData, Identity } from './petitioner.entity.ts';

/** RegistrationInput of the SDL. */
export interface RegistrationInput {
  kind?: PetitionerKind | undefined;
  name: string;
  document: IdentityDocument;
  documentName?: string | null | undefined;
  documentNumber: string;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  address?: string | null | undefined;
}

const NAME_MAX_CHARS = 100;

/** @throws BAD_USER_INPUT for the first fault; nothing of what was written is repeated */
export function checkRegistration(input: RegistrationInput, today: string): Identity {
  const kind = input.kind ?? 'PERSON';
  return {
    kind,
    name: checkText('registration.name', input.name, NAME_MAX_CHARS),
    ...checkDocument(kind, input, today),
    ...checkContact('registration', input),
  };
}

/** What a document is found by: no two of them are alike, whoever brings them. */
export function documentKey({ document, documentName, documentNumber }: Identity): string {
  return [document, documentName ?? '', documentNumber].join('\0');
}

/** Whether somebody registers again as who they are; how to reach them may have changed. */
export function isSamePetitioner(known: Identity, given: Identity): boolean {
  return (
    known.kind === given.kind &&
    known.name === given.name &&
    documentKey(known) === documentKey(given)
  );
}

/** What a proof says of a registration. */
export function toProven(identity: Identity & ContactData): RegisteredPetitioner {
  const { kind, name, phone, email, documentNumber, address } = identity;
  return { kind, name, phone, email, documentNumber, address };
}
