import { maskName } from './mask.rules.ts';
import type { Person } from './petition.entity.ts';

/** Whoever a letter names of its own side. */
export interface PeopleOfLetter {
  petitioner: Person;
  beneficiary: Person | null;
  jointSignatories: readonly string[];
}

/** What tells of a person by its form alone: document, account, telephone, mail, number plate. */
const FORMS = [
  /(?<![\dA-Za-z])\d{15,19}[\dXx]?(?![\dA-Za-z])/g,
  /(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g,
  /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g,
  /[\w.+-]+@[\w-]+(\.[\w-]+)+/g,
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·. ]?[A-HJ-NP-Z\d]{5,6}(?![A-Za-z\d])/g,
];
const BLOT = '***';

/** A number, an address: nothing shorter is looked for, since it could stand for anything. */
const SHORTEST_CHARS = 4;

/**
 * A text as everybody may read it: names of the letter's own people become 姚某, their numbers and
 * addresses and whatever looks like such are blotted out (R12, R66, R96). Others whom the text
 * names are for the member of staff to take out who wrote it.
 */
export function maskPersonal(people: PeopleOfLetter, text: string): string {
  const persons = [people.petitioner, ...(people.beneficiary ? [people.beneficiary] : [])];
  const named = withoutOwn(persons, text);
  const unnamed = [
    ...persons.map(({ kind, name }) => [kind, name] as const),
    ...people.jointSignatories.map((name) => ['PERSON', name] as const),
  ]
    .toSorted(([, one], [, two]) => two.length - one.length)
    .reduce((masked, [kind, name]) => hide(masked, name, maskName(kind, name), 2), named);
  return FORMS.reduce((masked, form) => replaceEach(masked, form, BLOT), unnamed);
}

function withoutOwn(persons: readonly Person[], text: string): string {
  return persons
    .flatMap((person) => [person.address, person.idNumber, person.phone, person.email ?? null])
    .filter((part) => part !== null)
    .reduce((masked, part) => hide(masked, part, BLOT, SHORTEST_CHARS), text);
}

function hide(text: string, part: string, mask: string, shortest: number): string {
  const trimmed = part.trim();
  if (Array.from(trimmed).length < shortest) return text;
  return replaceEach(text, new RegExp(RegExp.escape(halfWidth(trimmed)), 'g'), mask);
}

/** Replaces what is found where full-width letters and digits are read as the others. */
function replaceEach(text: string, form: RegExp, mask: string): string {
  let from = 0;
  let masked = '';
  for (const { 0: found, index } of halfWidth(text).matchAll(form)) {
    masked += text.slice(from, index) + mask;
    from = index + found.length;
  }
  return masked + text.slice(from);
}

/** Full-width letters and digits as the usual ones; each sign stays where it stands. */
function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
}
