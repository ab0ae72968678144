export const YUECHI = 'district:511621';
export const GUANGAN_DISTRICT = 'district:511602';
export const HOUSING = 'department:housing';
export const TRANSPORT = 'department:transport';
export const PETITION_BUREAU = 'department:petition-bureau';
export const GOVERNMENT_OFFICE = 'department:government-office';
export const DISCIPLINE = 'department:discipline-inspection';

interface PersonData {
  kind: 'PERSON';
  name: string;
  phone: string;
  email: string;
  idNumber: string;
  address: string;
}

/** What a letter holds; no two letters share a word of it. */
export interface LetterText {
  title: string;
  content: string;
  place: string;
  petitioner: PersonData;
  beneficiary: PersonData;
  jointSignatories: string[];
  representatives: string[];
  message: string;
  /** The office that had it before, where it came from above. */
  above: string;
  /** Name of the file that was handed in. */
  fileName: string;
}

/** One letter of the table and what casework knows of it. */
export interface ConfidentialLetter {
  label: string;
  subgraph: 'mayor' | 'districts' | 'departments' | 'national';
  typename: 'MayorPetition' | 'DistrictPetition' | 'DepartmentPetition' | 'NationalPetition';
  /** Root field by id. */
  root: 'mayorPetition' | 'districtPetition' | 'departmentPetition' | 'nationalPetition';
  /** Prefix of ids, such as `district:511602`. */
  mailbox: string;
  accused: string[];
  assigned: string[];
  text: LetterText;
  id: string;
  caseId: string;
  queryCode: string;
}

export type Plan = Pick<
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
const NATIONAL = {
  subgraph: 'national',
  typename: 'NationalPetition',
  root: 'nationalPetition',
  mailbox: 'national',
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
  {
    ...MAYOR,
    label: 'to the mayor, accusing the petition bureau',
    mailbox: 'mayor',
    accused: [PETITION_BUREAU],
    assigned: [TRANSPORT],
  },
  {
    ...DEPARTMENT,
    label: 'to housing, accusing the government office',
    mailbox: HOUSING,
    accused: [GOVERNMENT_OFFICE],
    assigned: [],
  },
  {
    ...MAYOR,
    label: 'to the mayor, accusing both of the city’s offices',
    mailbox: 'mayor',
    accused: [PETITION_BUREAU, GOVERNMENT_OFFICE],
    assigned: [TRANSPORT],
  },
  { ...NATIONAL, label: 'from above', accused: [], assigned: [YUECHI, HOUSING] },
  {
    ...NATIONAL,
    label: 'from above, accusing housing',
    accused: [HOUSING],
    assigned: [TRANSPORT],
  },
  {
    ...NATIONAL,
    label: 'from above, accusing the petition bureau',
    accused: [PETITION_BUREAU],
    assigned: [TRANSPORT],
  },
];

/** A city office of the profile, as what is accused: it has no unit of its own as an actor. */
export const UNIT_OF_OFFICE: Readonly<Record<string, string>> = {
  CITY_BUREAU: PETITION_BUREAU,
  CITY_OFFICE: GOVERNMENT_OFFICE,
};

const FAMILY = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '宇文',
  '长孙',
  '夏侯',
];
const NUMBERS = [
  '990101199001010035',
  '990101199001020030',
  '990101199001030036',
  '990101199001040031',
  '990101199001050037',
  '990101199001060032',
  '990101199001070038',
  '990101199001080033',
  '990101199001090039',
  '990101199001100030',
  '990101199001110036',
  '990101199001120031',
];

export function textOf(index: number): LetterText {
  const family = FAMILY[index] ?? '';
  const person = (given: string, digit: number): PersonData => ({
    kind: 'PERSON',
    name: family + given,
    phone: `1380000${String(digit)}${String(index).padStart(3, '0')}`,
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
    above: `第${String(index)}封来信的上级`,
    fileName: `第${String(index)}封来信的欠条.txt`,
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
  return [...people, ...text.jointSignatories, text.message, text.fileName];
}

export function textSecrets({ text }: ConfidentialLetter): string[] {
  return [text.title, text.content, text.place, text.above];
}

/** What a moderator writes about a letter: it names the petitioner. */
export function reasonOf({ petitioner }: LetterText): string {
  return `经与${petitioner.name}（${petitioner.phone}）核实`;
}
