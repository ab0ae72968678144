import {
  DOCUMENTS_OF,
  isDocumentNumber,
  plainDocumentNumber,
  type IdentityDocument,
} from '../../../../schema/contract/identity-documents.ts';
import type { PetitionerKind, RegistrationInput } from '../../generated/operations.ts';
import { checkPhone, countChars, type Fault } from '../draft/draft.rules.ts';

/** What is typed; in memory alone, for a document's number has no business on the device. */
export interface RegistrationForm {
  kind: PetitionerKind;
  name: string;
  document: IdentityDocument;
  documentName: string;
  documentNumber: string;
  phone: string;
  email: string;
  address: string;
}

export const DOCUMENT_WORDS: Readonly<Record<IdentityDocument, { label: string; form: string }>> = {
  RESIDENT_IDENTITY_CARD: { label: '居民身份证', form: '18 位，最后一位可以是 X' },
  RESIDENCE_PERMIT: { label: '港澳台居民居住证', form: '18 位，以 81、82 或 83 开头' },
  PASSPORT: { label: '护照', form: '6 至 15 位字母和数字' },
  HONG_KONG_MACAO_PERMIT: {
    label: '港澳居民来往内地通行证',
    form: 'H 或 M 加 8 位或 10 位数字',
  },
  TAIWAN_PERMIT: { label: '台湾居民来往大陆通行证', form: '8 位数字，或 10 位数字（可带字母）' },
  SOCIAL_CREDIT_CODE: { label: '统一社会信用代码', form: '营业执照或登记证书上的 18 位代码' },
  OTHER: { label: '其他有效证件', form: '4 至 40 位汉字、字母和数字' },
};

const MAX_CHARS = { name: 100, documentName: 40, address: 300 } as const;
/** Those whose number has one length, so that the check can wait until it is reached. */
const LENGTHS: Partial<Record<IdentityDocument, number>> = {
  RESIDENT_IDENTITY_CARD: 18,
  RESIDENCE_PERMIT: 18,
  SOCIAL_CREDIT_CODE: 18,
};
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** With another kind of petitioner, the document may have to be another one too. */
export function withKind(form: RegistrationForm, kind: PetitionerKind): RegistrationForm {
  const documents = DOCUMENTS_OF[kind];
  const document = documents.includes(form.document) ? form.document : documents[0];
  return { ...form, kind, document: document ?? form.document };
}

/** What the number tells while it is typed; null while there is nothing to say yet. */
export function numberVerdict(
  { document, documentNumber }: RegistrationForm,
  today: string,
): { isRight: boolean; text: string } | null {
  const number = plainDocumentNumber(documentNumber);
  const length = LENGTHS[document];
  if (number === '') return null;
  if (isDocumentNumber(document, number, today))
    return { isRight: true, text: length ? '号码校验通过' : '号码格式正确' };
  if (length === undefined) return null;
  const count = Array.from(number).length;
  if (count < length) return { isRight: true, text: `已输入 ${count} 位，共 ${length} 位` };
  return { isRight: false, text: numberFault(document, number) };
}

/** What is to be mended before it can be sent; the registration office has the last word. */
export function checkRegistration(form: RegistrationForm, today: string): Fault[] {
  return [
    checkText('reg-name', nameLabel(form.kind), form.name, MAX_CHARS.name),
    form.document === 'OTHER'
      ? checkText('reg-document-name', '证件名称', form.documentName, MAX_CHARS.documentName)
      : null,
    checkNumber(form, today),
    ...checkContact(form),
  ].filter((fault) => fault !== null);
}

/** How to be reached; each of it may be left out. */
export function checkContact(
  form: Pick<RegistrationForm, 'phone' | 'email' | 'address'>,
): (Fault | null)[] {
  const email = form.email.trim();
  return [
    form.phone.trim() === '' ? null : checkPhone('reg-phone', form.phone.trim()),
    email === '' || EMAIL.test(email)
      ? null
      : { field: 'reg-email', message: '请填写正确的电子邮箱，例如 li@mail.example' },
    countChars(form.address) > MAX_CHARS.address
      ? { field: 'reg-address', message: `住址请控制在 ${MAX_CHARS.address} 字以内` }
      : null,
  ];
}

export function nameLabel(kind: PetitionerKind): string {
  return kind === 'PERSON' ? '姓名' : '单位名称';
}

export function toRegistration(form: RegistrationForm): RegistrationInput {
  return {
    kind: form.kind,
    name: form.name.trim(),
    document: form.document,
    documentName: form.document === 'OTHER' ? form.documentName.trim() : null,
    documentNumber: form.documentNumber,
    phone: form.phone.trim() || null,
    email: form.email.trim() || null,
    address: form.address.trim() || null,
  };
}

function checkText(field: string, label: string, text: string, maxChars: number): Fault | null {
  const chars = countChars(text);
  if (chars === 0) return { field, message: `请填写${label}` };
  return chars <= maxChars
    ? null
    : { field, message: `${label}最多 ${maxChars} 字，现在是 ${chars} 字` };
}

function checkNumber({ document, documentNumber }: RegistrationForm, today: string): Fault | null {
  const field = 'reg-number';
  const number = plainDocumentNumber(documentNumber);
  if (number === '') return { field, message: '请填写证件号码' };
  if (isDocumentNumber(document, number, today)) return null;
  return { field, message: numberFault(document, number) };
}

/** Says what a right number looks like, never the number. */
function numberFault(document: IdentityDocument, number: string): string {
  const { label, form } = DOCUMENT_WORDS[document];
  const length = LENGTHS[document];
  const count = Array.from(number).length;
  if (length === undefined) return `${label}号码应为 ${form}`;
  if (count !== length) return `${label}号码应为 ${length} 位，现在是 ${count} 位`;
  return `${label}号码校验不通过，请逐位核对，可能有一位抄错或颠倒`;
}
