import { ANONYMOUS, type Actor } from '../../../schema/contract/actor.ts';
import { must } from './case.ts';
import { type Answer, type Trial, valueAt } from './trial.ts';

/** Made up, all of it; what must never show where it should not. */
export const WRITER = {
  name: '李建国',
  phone: '13900001234',
  idNumber: '11010519491231002X',
  address: '测试市样例区虚构路一号',
};

export const SUBMIT = `mutation ($district: ID!, $letter: LetterInput!, $key: ID) {
  submitDistrictPetition(district: $district, letter: $letter, idempotencyKey: $key) {
    queryCode submittedAt petition { id }
  }
}`;

export const nobody: Actor = ANONYMOUS;

/** A citizen of this run alone. */
export function citizen(trial: Trial, name = 'writer'): Actor {
  return { role: 'CITIZEN', id: `kit-${trial.run}-${name}`, unit: null };
}

export function staff(trial: Trial): Actor {
  return { role: 'DISTRICT_BUREAU', id: 'kit-staff', unit: trial.unit };
}

export const cityBureau: Actor = { role: 'CITY_BUREAU', id: 'kit-city', unit: null };
export const department: Actor = {
  role: 'DEPARTMENT',
  id: 'kit-department',
  unit: 'department:housing',
};

export function letterOf(title: string): Record<string, unknown> {
  return {
    type: 'HELP',
    title,
    content: '小区门口的路灯坏了一个月，夜里出门不便，请尽快维修。',
    petitioner: WRITER,
  };
}

export interface Submitted {
  id: string;
  queryCode: string;
  submittedAt: string;
}

/** Submits a letter. @throws Unmet where no receipt comes */
export async function submit(
  trial: Trial,
  given: { by?: Actor; title?: string; key?: string | null; letter?: object } = {},
): Promise<Submitted> {
  const letter = given.letter ?? letterOf(given.title ?? `路灯维修 ${trial.run}`);
  const variables = { district: trial.code, letter, key: given.key ?? null };
  const answer = await trial.ask(given.by ?? citizen(trial), SUBMIT, variables);
  const receipt = valueAt(answer, 'submitDistrictPetition') as
    { queryCode?: unknown; submittedAt?: unknown; petition?: { id?: unknown } } | null | undefined;
  const { queryCode, submittedAt, petition } = receipt ?? {};
  must(
    typeof petition?.id === 'string' &&
      typeof queryCode === 'string' &&
      typeof submittedAt === 'string',
    `没有得到完整的回执：${describeErrors(answer)}`,
  );
  return { id: petition.id, queryCode, submittedAt };
}

export const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on DistrictPetition {
    id title content channel type signatoryCount submittedAt sourceNumber
    petitioner { kind name phone idNumber address isMasked }
    district { id code name }
  } }
}`;

/** Letters as the gateway asks for them. */
export function representations(
  ids: readonly string[],
  handlingUnits?: readonly string[],
): Record<string, unknown> {
  return {
    representations: ids.map((id) => ({
      __typename: 'DistrictPetition',
      id,
      ...(handlingUnits && { handlingUnits }),
    })),
  };
}

export function codesOf({ errors }: Answer): unknown[] {
  return errors.map(({ extensions }) => extensions?.code);
}

/** @throws Unmet unless it was refused with this code and nothing came of it */
export function mustRefuse(answer: Answer, code: string): void {
  const isNothing = Object.values(answer.data ?? {}).every((value) => value === null);
  must(isNothing, `本应拒绝，却返回了数据：${answer.text.slice(0, 300)}`);
  must(codesOf(answer).includes(code), `期望错误码 ${code}，实际：${describeErrors(answer)}`);
}

export function describeErrors(answer: Answer): string {
  const codes = codesOf(answer).map(String).join(', ');
  return codes === '' ? answer.text.slice(0, 300) : `HTTP ${String(answer.status)} ${codes}`;
}
