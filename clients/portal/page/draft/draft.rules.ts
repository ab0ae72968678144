import { signatoriesOf, type Draft } from './draft.ts';
import type { Step } from './steps.ts';

/** One fault: which field, and what to do about it. */
export interface Fault {
  /** Id of the field. */
  field: string;
  message: string;
}

/** As the mailboxes count: code points. */
export const TITLE_MAX_CHARS = 100;
export const CONTENT_MAX_CHARS = 10_000;
const NAME_MAX_CHARS = 100;
const ADDRESS_MAX_CHARS = 300;
const PLACE_MAX_CHARS = 200;
const MAX_SIGNATORIES = 200;
const PHONE =
  /^(((\+?86[- ]?)?1[3-9]\d{9})|((0\d{2,3}[- ]?)?\d{7,8}(-\d{1,6})?)|(\+[1-9]\d{6,14}))$/;

export function countChars(text: string): number {
  return Array.from(text.trim()).length;
}

/** What is to be mended before one can go on from a step; the mailbox has the last word. */
export function checkStep(step: Step, draft: Draft): Fault[] {
  return CHECKS[step](draft).filter((fault) => fault !== null);
}

const CHECKS: Record<Step, (draft: Draft) => (Fault | null)[]> = {
  notice: ({ hasReadNotice }) => [
    hasReadNotice ? null : { field: 'notice', message: '请阅读写信须知，并勾选“我已阅读并同意”' },
  ],
  type: ({ type }) => [type ? null : { field: 'type-COMPLAINT', message: '请选择您要反映的类型' }],
  content: (draft) => [
    checkText('title', '标题', draft.title, TITLE_MAX_CHARS),
    checkText('content', '内容', draft.content, CONTENT_MAX_CHARS),
    countChars(draft.place) > PLACE_MAX_CHARS
      ? { field: 'place', message: `事发地点请控制在 ${PLACE_MAX_CHARS} 字以内` }
      : null,
  ],
  joint: (draft) => [
    draft.manner === null ? { field: 'joint-no', message: '请选择为谁反映' } : null,
    draft.manner === 'JOINT' ? checkSignatories(signatoriesOf(draft)) : null,
    draft.manner === 'ON_BEHALF'
      ? checkText('beneficiary', '被代反映人的姓名', draft.beneficiary, NAME_MAX_CHARS)
      : null,
  ],
  contact: ({ name, phone, address }) => [
    checkText('name', '姓名', name, NAME_MAX_CHARS),
    checkPhone('phone', phone.trim()),
    countChars(address) > ADDRESS_MAX_CHARS
      ? { field: 'address', message: `住址请控制在 ${ADDRESS_MAX_CHARS} 字以内` }
      : null,
  ],
  check: () => [],
};

function checkText(field: string, label: string, text: string, maxChars: number): Fault | null {
  const chars = countChars(text);
  if (chars === 0) return { field, message: `请填写${label}` };
  if (chars <= maxChars) return null;
  return { field, message: `${label}最多 ${maxChars} 字，现在是 ${chars} 字` };
}

function checkSignatories(names: readonly string[]): Fault | null {
  const field = 'signatories';
  if (names.length === 0) return { field, message: '请填写联名人姓名，每行一人' };
  if (names.length > MAX_SIGNATORIES)
    return { field, message: `联名人最多 ${MAX_SIGNATORIES} 名，现在是 ${names.length} 名` };
  const tooLong = names.find((name) => countChars(name) > NAME_MAX_CHARS);
  return tooLong === undefined ? null : { field, message: '联名人请每行填写一人的姓名' };
}

/** @param phone without blanks around it */
export function checkPhone(field: string, phone: string): Fault | null {
  if (phone === '') return { field, message: '请填写联系电话，便于承办单位与您联系' };
  if (PHONE.test(phone)) return null;
  return { field, message: '请填写正确的电话号码，例如 13800000000 或 0826-2330000' };
}
