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

/** R8, R47, R67: who may hand in letters, load a mailbox's past, and say who serves a district. */
export const MAILBOX_ACTS: Record<string, MailboxActs> = {
  mayor: {
    prefix: 'mayor',
    rows: [
      submit('submitMayorPetition', '', 'UDDDFFFFF'),
      load('importMayorPetitions', '', 'UFFDFFFFD'),
    ],
  },
  districts: {
    prefix: 'district',
    rows: [
      submit('submitDistrictPetition', 'district: "511602"', 'UDDFFDFFF'),
      load('importDistrictPetitions', 'district: "511602"', 'UFFDFDFFD'),
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
    ],
  },
};
