import type { DatedCity } from './dated-city.ts';
import type { Officer } from './officer.ts';

export const YUECHI = 'district:511621';
export const GUANGAN_DISTRICT = 'district:511602';
export const HOUSING = 'department:housing';
export const TRANSPORT = 'department:transport';
const PETITION_BUREAU = 'department:petition-bureau';
const GOVERNMENT_OFFICE = 'department:government-office';

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
  /** Name of the file that was handed in. */
  fileName: string;
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
];

/** A city office of the profile, as what is accused: it has no unit of its own as an actor. */
export const UNIT_OF_OFFICE: Readonly<Record<string, string>> = {
  CITY_BUREAU: PETITION_BUREAU,
  CITY_OFFICE: GOVERNMENT_OFFICE,
};

const FAMILY = ['欧阳', '上官', '司马', '诸葛', '皇甫', '尉迟', '公孙', '慕容'];
const NUMBERS = [
  '990101199001010035',
  '990101199001020030',
  '990101199001030036',
  '990101199001040031',
  '990101199001050037',
  '990101199001060032',
  '990101199001070038',
  '990101199001080033',
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

const UPLOAD = {
  mayor: 'createMayorAttachmentUpload(file: $file)',
  districts: 'createDistrictAttachmentUpload(district: $unit, file: $file)',
  departments: 'createDepartmentAttachmentUpload(department: $unit, file: $file)',
};
const MODERATE = {
  mayor: 'moderateMayorPetition',
  districts: 'moderateDistrictPetition',
  departments: 'moderateDepartmentPetition',
};
const RELEASE = {
  mayor: 'releaseMayorPublicVersion',
  districts: 'releaseDistrictPublicVersion',
  departments: 'releaseDepartmentPublicVersion',
};

/** What a moderator writes about a letter: it names the petitioner. */
export function reasonOf({ petitioner }: LetterText): string {
  return `经与${petitioner.name}（${petitioner.phone}）核实`;
}

/** Writes all letters as 李某, and gives them to the units of the plan. */
export async function writeLetters(city: DatedCity): Promise<ConfidentialLetter[]> {
  const writer = await city.as('citizen-li');
  const letters: ConfidentialLetter[] = [];
  for (const [index, plan] of PLANS.entries()) {
    const text = textOf(index);
    const isBureauAccused = plan.accused.includes(PETITION_BUREAU);
    const bureau = await city.as(isBureauAccused ? 'city-office' : 'city-bureau');
    const { id, queryCode } = await submit(city, writer, plan, text);
    const caseId = await bureau.findsCase(queryCode);
    await moderate(await servantOf(city, plan, bureau), plan, id, text);
    if (plan.assigned.length > 0) {
      const { state } = await bureau.reads(caseId, 'state');
      if (state === 'REGISTERED') await bureau.does('acceptCase', { caseId });
      for (const unit of plan.assigned) await bureau.does('issueReferral', { caseId, unit });
    }
    letters.push({ ...plan, text, id, caseId, queryCode });
  }
  return letters;
}

/** The bureau that serves the mailbox. */
async function servantOf(
  city: DatedCity,
  { mailbox, accused }: Plan,
  bureau: Officer,
): Promise<Officer> {
  const isLocal = mailbox.startsWith('district:') && !accused.includes(mailbox);
  return isLocal ? city.as('district-guangan') : bureau;
}

/** Held and let go, which leaves a record; what accuses nobody is published too. */
async function moderate(
  servant: Officer,
  { subgraph, accused }: Plan,
  id: string,
  text: LetterText,
): Promise<void> {
  const decide = (decision: string): string => `${decision.toLowerCase()}: ${MODERATE[subgraph]}(
    petitionId: $id, decision: ${decision}, ground: PRIVACY, reason: $reason) { id }`;
  const mutation = `mutation ($id: ID!, $reason: String!) { ${decide('HOLD')} ${decide('RELEASE')} }`;
  await servant.ask(mutation, { id, reason: reasonOf(text) });
  if (accused.length > 0) return;
  await servant.ask(
    `mutation ($id: ID!, $question: String!) { ${RELEASE[subgraph]}(
      petitionId: $id, title: "路灯", question: $question, answer: "已修") { id } }`,
    { id, question: reasonOf(text) },
  );
}

/** Hands in a file; its id. */
async function upload(
  city: DatedCity,
  writer: Officer,
  { subgraph, mailbox }: Plan,
  fileName: string,
): Promise<string> {
  const unit = mailbox.split(':')[1] ?? null;
  const bytes = Buffer.from(`借条 ${fileName}`);
  const file = { fileName, contentType: 'text/plain', bytes: bytes.length };
  const { made } = await writer.ask(
    `mutation (${unit === null ? '' : '$unit: ID!, '}$file: AttachmentInput!) {
      made: ${UPLOAD[subgraph]} { id url } }`,
    { file, ...(unit !== null && { unit }) },
  );
  const base = new URL(city.urls[subgraph] ?? '').origin;
  const stored = await fetch(`${base}${String(made.url)}`, { method: 'PUT', body: bytes });
  if (!stored.ok) throw new Error(`expected the file to be taken, got ${String(stored.status)}`);
  return made.id as string;
}

async function submit(
  city: DatedCity,
  writer: Officer,
  plan: Plan,
  { message, beneficiary, fileName, ...text }: LetterText,
): Promise<{ id: string; queryCode: string }> {
  const { subgraph, mailbox, accused } = plan;
  const attachments = [await upload(city, writer, plan, fileName)];
  const about = { onBehalfOf: beneficiary, accusedUnits: accused, attachments };
  const letter = { ...text, ...about, type: 'COMPLAINT' };
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
