import { createDepartments } from '../../../subgraphs/departments/subgraph.ts';
import { createDistricts } from '../../../subgraphs/districts/subgraph.ts';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import { createNational } from '../../../subgraphs/national/subgraph.ts';

/** The mailboxes, by their schema. */
export const CREATE_MAILBOX = {
  mayor: createMayor,
  districts: createDistricts,
  departments: createDepartments,
  national: createNational,
};

/** A mutation of a mailbox subgraph with arguments that only the role can stand against. */
interface MailboxRow {
  act: string;
  mutation: string;
  /** By person, in the order of WHO; the system is the mailbox's own. */
  verdicts: string;
}

interface MailboxActs {
  prefix: 'mayor' | 'district' | 'department' | 'national';
  rows: readonly MailboxRow[];
}

function submit(act: string, place: string, verdicts: string): MailboxRow {
  const mutation = `mutation ($letter: LetterInput!) { ${act}(${place} letter: $letter) { queryCode } }`;
  return { act, mutation, verdicts };
}

function load(act: string, place: string, verdicts: string): MailboxRow {
  const mutation = `mutation ($letters: [HistoricalLetterInput!]!) {
    ${act}(${place} letters: $letters) { imported } }`;
  return { act, mutation, verdicts };
}

/** Files are handed in by whoever may hand in the letter. */
function upload(act: string, place: string, verdicts: string): MailboxRow {
  const mutation = `mutation ($file: AttachmentInput!) { ${act}(${place} file: $file) { id } }`;
  return { act, mutation, verdicts };
}

/** R8, R47, R67: who may hand in letters, load a mailbox's past, and say who serves a district. */
export const MAILBOX_ACTS: Record<string, MailboxActs> = {
  mayor: {
    prefix: 'mayor',
    rows: [
      submit('submitMayorPetition', '', 'UDDDFFFFF'),
      load('importMayorPetitions', '', 'UFFDFFFFD'),
      upload('createMayorAttachmentUpload', '', 'UDDDFFFFF'),
    ],
  },
  districts: {
    prefix: 'district',
    rows: [
      submit('submitDistrictPetition', 'district: "511602"', 'UDDFFDFFF'),
      load('importDistrictPetitions', 'district: "511602"', 'UFFDFDFFD'),
      upload('createDistrictAttachmentUpload', 'district: "511602"', 'UDDFFDFFF'),
      {
        act: 'joinDistrict',
        mutation:
          'mutation { joinDistrict(district: "511681", url: "https://huaying.example/graphql") { url } }',
        verdicts: 'UFFDFFFFF',
      },
      {
        act: 'leaveDistrict',
        mutation: 'mutation { leaveDistrict(district: "511681") { url } }',
        verdicts: 'UFFDFFFFF',
      },
    ],
  },
  departments: {
    prefix: 'department',
    rows: [
      submit('submitDepartmentPetition', 'department: "housing"', 'UDDDFFDFF'),
      load('importDepartmentPetitions', 'department: "housing"', 'UFFDFFDFD'),
      upload('createDepartmentAttachmentUpload', 'department: "housing"', 'UDDDFFDFF'),
    ],
  },
  national: {
    prefix: 'national',
    rows: [
      submit(
        'submitNationalPetition',
        'upstreamChannel: "governor-mailbox" upstreamNumber: "N1"',
        'UFFDFFFFD',
      ),
      load('importNationalPetitions', 'upstreamChannel: "governor-mailbox"', 'UFFDFFFFD'),
      upload('createNationalAttachmentUpload', '', 'UFFDFFFFD'),
    ],
  },
};
