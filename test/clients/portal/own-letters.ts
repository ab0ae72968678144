import type { Caller } from '../../journeys/support/caller.ts';
import { eventually } from '../../journeys/support/eventually.ts';

const RECEIPT = '{ petition { id } }';
const WRITE = {
  mayor: `mutation ($letter: LetterInput!) { made: submitMayorPetition(letter: $letter) ${RECEIPT} }`,
  district: `mutation ($letter: LetterInput!) {
    made: submitDistrictPetition(district: "511621", letter: $letter) ${RECEIPT} }`,
  department: `mutation ($letter: LetterInput!) {
    made: submitDepartmentPetition(department: "housing", letter: $letter) ${RECEIPT} }`,
};
const OWN = `{ me { petitions(first: 100) { edges { node {
  ... on MayorPetition { id title case { id } }
  ... on DistrictPetition { id title case { id } }
  ... on DepartmentPetition { id title case { id } } } } } } }`;

/** A letter of somebody's own, as the list has it. */
export interface OwnLetter {
  id: string;
  title: string;
  case: { id: string };
}

/** Writes to every kind of mailbox in turn and waits until all of it is registered. */
export async function writeLetters(
  citizen: Caller,
  titles: readonly string[],
): Promise<OwnLetter[]> {
  const kinds = Object.values(WRITE);
  for (const [index, title] of titles.entries()) {
    const letter = {
      type: 'HELP',
      title,
      content: `${title}，希望尽快处理。`,
      petitioner: { name: '王小明', phone: '13800000001' },
    };
    await citizen.ask(kinds[index % kinds.length]!, { letter });
  }
  return eventually(async () => {
    const { me } = await citizen.ask(OWN);
    const letters = (me.petitions.edges as { node: OwnLetter }[]).map(({ node }) => node);
    return titles.every((title) => letters.some((each) => each.title === title)) && letters;
  });
}

/** A page reads what is published once; casework is told of it by the mailbox, a moment later. */
export async function untilPublished(caller: Caller, title: string): Promise<void> {
  await eventually(async () => {
    const { publishedAnswers } = await caller.ask(
      '{ publishedAnswers { edges { node { title } } } }',
    );
    const edges = publishedAnswers.edges as { node: { title: string } }[];
    return edges.some(({ node }) => node.title === title);
  });
}

/** A draft to which nothing is missing, as the device keeps it. */
export const WRITTEN = {
  recipient: { kind: 'mayor', name: '市长信箱' },
  hasReadNotice: true,
  type: 'HELP',
  title: '井盖松动',
  content: '路口井盖松动，请维修。',
  manner: 'ALONE',
  name: '李明',
  phone: '13800000000',
};

/** How a mailbox refuses whoever has not registered where the city asks for it. */
export const UNREGISTERED = {
  message: 'letter.registrationProof: expected the proof of a registration.',
  path: ['receipt'],
  extensions: { code: 'REGISTRATION_REQUIRED', argument: 'letter.registrationProof' },
};

/** A file that is what it says, of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
