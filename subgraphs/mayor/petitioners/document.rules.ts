import {
  DOCUMENTS_OF,
  isDocumentNumber,
  plainDocumentNumber,
  type IdentityDocument,
} from '../../../schema/contract/identity-documents.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { PetitionerKind } from '../../kit/mailbox/petition.entity.ts';
import { checkText } from '../../kit/mailbox/petition.rules.ts';

/** With what somebody registers; documentName is null but for OTHER. */
export interface Document {
  document: IdentityDocument;
  documentName: string | null;
  documentNumber: string;
}

interface DocumentInput {
  document: IdentityDocument;
  documentName?: string | null | undefined;
  documentNumber: string;
}

const NAME_MAX_CHARS = 40;

const EXPECTED: Readonly<Record<IdentityDocument, string>> = {
  RESIDENT_IDENTITY_CARD:
    'an 18-digit resident identity number with its date of birth and check digit',
  RESIDENCE_PERMIT: 'an 18-digit number that begins with 810000, 820000 or 830000',
  PASSPORT: 'the 6 to 15 letters and digits of a passport',
  HONG_KONG_MACAO_PERMIT: 'H or M and 8 or 10 digits',
  TAIWAN_PERMIT: '8 digits, or 10 with or without a letter',
  SOCIAL_CREDIT_CODE: 'an 18-character unified social credit code with its check character',
  OTHER: '4 to 40 characters, digits and letters',
};

/**
 * @param today YYYY-MM-DD in the city; nobody is born later
 * @throws BAD_USER_INPUT that names the field and never repeats the number
 */
export function checkDocument(
  kind: PetitionerKind,
  { document, documentName, documentNumber }: DocumentInput,
  today: string,
): Document {
  const allowed = DOCUMENTS_OF[kind];
  if (!allowed.includes(document))
    throw badUserInput('registration.document', allowed.join(', '), document);
  const number = plainDocumentNumber(documentNumber);
  if (!isDocumentNumber(document, number, today))
    throw badUserInput('registration.documentNumber', EXPECTED[document], 'something else');
  return {
    document,
    documentName: checkDocumentName(document, documentName),
    documentNumber: number,
  };
}

function checkDocumentName(
  document: IdentityDocument,
  name: string | null | undefined,
): string | null {
  if (document === 'OTHER')
    return checkText('registration.documentName', name ?? '', NAME_MAX_CHARS);
  if (!name) return null;
  throw badUserInput('registration.documentName', 'nothing, unless with OTHER', 'a name');
}
