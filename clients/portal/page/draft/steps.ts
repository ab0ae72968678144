/** The question pages, in order. */
export const STEPS = ['notice', 'type', 'content', 'joint', 'contact', 'check'] as const;

export type Step = (typeof STEPS)[number];

export const STEP_TITLES: Readonly<Record<Step, string>> = {
  notice: '写信须知',
  type: '您要反映什么？',
  content: '请写下您的事情',
  joint: '您为谁反映？',
  contact: '怎样联系您？',
  check: '请核对后提交',
};

/** Where a field of LetterInput is asked for. */
const STEP_OF_ARGUMENT: readonly [prefix: string, step: Step, field: string][] = [
  ['letter.title', 'content', 'title'],
  ['letter.content', 'content', 'content'],
  ['letter.jointSignatories', 'joint', 'signatories'],
  ['letter.onBehalfOf', 'joint', 'beneficiary'],
  ['letter.place', 'content', 'place'],
  ['letter.attachments', 'content', 'files'],
  ['letter.petitioner.name', 'contact', 'name'],
  ['letter.petitioner.phone', 'contact', 'phone'],
  ['letter.petitioner.address', 'contact', 'address'],
];

/** @returns null for an input that no page asks for */
export function placeOfArgument(argument: string): { step: Step; field: string } | null {
  const found = STEP_OF_ARGUMENT.find(([prefix]) => argument.startsWith(prefix));
  return found ? { step: found[1], field: found[2] } : null;
}

export function pathOf(step: Step): string {
  return `/write/${step}`;
}

export function stepAfter(step: Step): Step | null {
  return STEPS[STEPS.indexOf(step) + 1] ?? null;
}

export function stepBefore(step: Step): Step | null {
  return STEPS[STEPS.indexOf(step) - 1] ?? null;
}
