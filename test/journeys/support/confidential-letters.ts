import type { DatedCity } from './dated-city.ts';
import type { Officer } from './officer.ts';

export const YUECHI = 'district:511621';
export const GUANGAN_DISTRICT = 'district:511602';
export const HOUSING = 'department:housing';
export const TRANSPORT = 'department:transport';

interface PersonData {
  kind: 'PERSON';
  name: string;
  phone: string;
  email: string;
  idNumber: string;
  address: string;
}

/** What a letter holds; no two letters share a word of it. */
interface LetterText {
  title: string;
  content: string;
  place: string;
  petitioner: PersonData;
  beneficiary: PersonData;
  jointSignatories: string[];
  representatives: string[];
  message: string;
}

/** One letter of the table and what casework knows of it. */
export interface ConfidentialLetter {
  label: string;
  subgraph: 'mayor' | 'districts' | 'departments';
  typename: 'MayorPetition' | 'DistrictPetition' | 'DepartmentPetition';
  /** Root field by id. */
  root: 'mayorPetition' | 'districtPetition' | 'departmentPetition';
  /** Prefix of ids, such as `district:511602`. */
  mailbox: string;
  accused: string[];
  assigned: string[];
  text: LetterText;
  id: string;
  caseId: string;
  queryCode: string;
}

type Plan = Pick<
  ConfidentialLetter,
  'label' | 'subgraph' | 'typename' | 'root' | 'mailbox' | 'accused' | 'assigned'
>;

const MAYOR = { subgraph: 'mayor', typename: 'MayorPetition', root: 'mayorPetition' } as const;
const DISTRICT = {
  subgraph: 'districts',
  typename: 'DistrictPetition',
  root: 'districtPetition',
} as const;
const DEPARTMENT = {
  subgraph: 'departments',
  typename: 'DepartmentPetition',
  root: 'departmentPetition',
} as const;

/** Own, assigned, somebody else's and accusing, for each kind of unit. */
export const PLANS: readonly Plan[] = [
  { ...MAYOR, label: 'to the mayor', mailbox: 'mayor', accused: [], assigned: [YUECHI, HOUSING] },
  { ...DISTRICT, label: 'to 广安区', mailbox: GUANGAN_DISTRICT, accused: [], assigned: [] },
  { ...DEPARTMENT, label: 'to transport', mailbox: TRANSPORT, accused: [], assigned: [HOUSING] },
  {
    ...MAYOR,
    label: 'to the mayor, accusing 岳池县 and housing',
    mailbox: 'mayor',
    accused: [YUECHI, HOUSING],
    assigned: [TRANSPORT],
  },
  {
    ...DEPARTMENT,
    label: 'to housing, accusing housing',
    mailbox: HOUSING,
    accused: [HOUSING],
    assigned: [],
  },
  {
    ...DISTRICT,
    label: 'to 岳池县, accusing 岳池县',
    mailbox: YUECHI,
    accused: [YUECHI],
    assigned: [],
  },
];

const FAMILY = ['欧阳', '上官', '司马', '诸葛', '皇甫', '尉迟'];
const NUMBERS = [
  '990101199001010035',
  '990101199001020030',
  '990101199001030036',
  '990101199001040031',
  '990101199001050037',
  '990101199001060032',
];

function textOf(index: number): LetterText {
  const family = FAMILY[index] ?? '';
  const person = (given: string, digit: number): PersonData => ({
    kind: 'PERSON',
    name: family + given,
    phone: `1380000${String(digit)}00${String(index)}`,
    email: `writer${String(digit)}${String(index)}@mail.example`,
    idNumber: NUMBERS[index] ?? '',
    address: `某路${String(index)}${String(digit)}8号`,
  });
  return {
    title: `第${String(index)}封来信的标题`,
    content: `第${String(index)}封来信的正文，很长。`,
    place: `第${String(index)}村村口`,
    petitioner: person('明月', 1),
    beneficiary: person('清风', 2),
    jointSignatories: [`${family}高山`, `${family}流水`],
    representatives: [`${family}高山`],
    message: `第${String(index)}封来信的留言`,
  };
}

/** Whatever says who wrote, joined or is meant, and what was handed in or said later. */
export function personalSecrets({ text }: ConfidentialLetter): string[] {
  const people = [text.petitioner, text.beneficiary].flatMap((person) => [
    person.name,
    person.phone,
    person.email,
    person.idNumber,
    person.address,
  ]);
  return [...people, ...text.jointSignatories, text.message];
}

export function textSecrets({ text }: ConfidentialLetter): string[] {
  return [text.title, text.content, text.place];
}

const SUBMIT = {
  mayor: 'submitMayorPetition(letter: $letter)',
  districts: 'submitDistrictPetition(district: $unit, letter: $letter)',
  departments: 'submitDepartmentPetition(department: $unit, letter: $letter)',
};
const SAY = {
  mayor: 'addMayorPetitionMessage',
  districts: 'addDistrictPetitionMessage',
  departments: 'addDepartmentPetitionMessage',
};

/** Writes all letters as 李某, and gives them to the units of the plan. */
export async function writeLetters(city: DatedCity): Promise<ConfidentialLetter[]> {
  const writer = await city.as('citizen-li');
  const bureau = await city.as('city-bureau');
  const letters: ConfidentialLetter[] = [];
  for (const [index, plan] of PLANS.entries()) {
    const text = textOf(index);
    const { id, queryCode } = await submit(writer, plan, text);
    const caseId = await bureau.findsCase(queryCode);
    if (plan.assigned.length > 0) {
      const { state } = await bureau.reads(caseId, 'state');
      if (state === 'REGISTERED') await bureau.does('acceptCase', { caseId });
      for (const unit of plan.assigned) await bureau.does('issueReferral', { caseId, unit });
    }
    letters.push({ ...plan, text, id, caseId, queryCode });
  }
  return letters;
}

async function submit(
  writer: Officer,
  { subgraph, mailbox, accused }: Plan,
  { message, beneficiary, ...text }: LetterText,
): Promise<{ id: string; queryCode: string }> {
  const letter = { ...text, type: 'COMPLAINT', onBehalfOf: beneficiary, accusedUnits: accused };
  const unit = mailbox.split(':')[1] ?? null;
  const declared = unit === null ? '' : '$unit: ID!, ';
  const { made } = await writer.ask(
    `mutation (${declared}$letter: LetterInput!) {
      made: ${SUBMIT[subgraph]} { queryCode petition { id } }
    }`,
    { letter, ...(unit !== null && { unit }) },
  );
  const id = made.petition.id as string;
  await writer.ask(
    `mutation ($id: ID!, $text: String!) { ${SAY[subgraph]}(petition: $id, text: $text) { id } }`,
    { id, text: message },
  );
  return { id, queryCode: made.queryCode as string };
}
