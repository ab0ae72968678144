import { GUANGAN, HOUSING, TRANSPORT } from '../casework/support/actors.ts';
import type { Who } from './verdicts.ts';

/** A mutation about a letter, in a state where nothing but the role may stand against it. */
interface LetterRow {
  act: string;
  /** What distinguishes it from another row of the same act. */
  how?: string;
  mutation: string;
  /** What was done to the letter before, each by whoever may. */
  before: readonly (readonly [who: Who, mutation: string])[];
  /** By person, in the order of WHO; the system is the mailbox's own. */
  verdicts: string;
}

interface LetterActs {
  prefix: 'mayor' | 'district' | 'department' | 'national';
  /** Li writes it, but where matters come from above: those the bureau enters, and they are nobody's. */
  submitted: { by: Who; mutation: string };
  /** Unit with an assignment for the letter, besides whoever owns its mailbox. */
  handledBy: string;
  rows: readonly LetterRow[];
}

/** Who may, by person in the order of WHO. */
interface Verdicts {
  moderate: string;
  appeal: string;
  say: string;
  publish: string;
  resend: string;
}

/** @param owner who serves the mailbox, and rejects and publishes before others have their turn */
function rowsOf(kind: string, owner: Who, verdicts: Verdicts): LetterRow[] {
  const moderate = about(
    `moderate${kind}Petition(petitionId: $letter decision: REJECT ground: DEFAMATORY reason: "不实")`,
  );
  const appealed = (code = ''): string =>
    about(`appeal${kind}Moderation(petitionId: $letter ${code} statement: "属实")`);
  const said = (code = ''): string =>
    about(`add${kind}PetitionMessage(petition: $letter ${code} text: "请补充")`);
  const release = about(
    `release${kind}PublicVersion(petitionId: $letter title: "路灯" question: "不亮" answer: "已修")`,
  );
  const takeBack = about(`takeBack${kind}PublicVersion(petitionId: $letter)`);
  const rejected = [[owner, moderate]] as const;
  // whoever holds the code speaks for the petitioner, but staff and systems never do
  const byCode = { how: 'by query code', verdicts: 'DDDFFFFFF' };
  const code = 'queryCode: $code';
  const [appeal, say] = [`appeal${kind}Moderation`, `add${kind}PetitionMessage`];
  const { moderate: decides, publish: publishes } = verdicts;
  return [
    { act: `moderate${kind}Petition`, mutation: moderate, before: [], verdicts: decides },
    { act: appeal, mutation: appealed(), before: rejected, verdicts: verdicts.appeal },
    { act: appeal, mutation: appealed(code), before: rejected, ...byCode },
    { act: say, mutation: said(), before: [], verdicts: verdicts.say },
    { act: say, mutation: said(code), before: [], ...byCode },
    {
      act: `resend${kind}Notice`,
      mutation: about(`resend${kind}Notice(petitionId: $letter noticeId: $letter)`),
      before: [],
      verdicts: verdicts.resend,
    },
    { act: `release${kind}PublicVersion`, mutation: release, before: [], verdicts: publishes },
    {
      act: `takeBack${kind}PublicVersion`,
      mutation: takeBack,
      before: [[owner, release]],
      verdicts: publishes,
    },
  ];
}

function about(call: string): string {
  const code = call.includes('$code') ? ', $code: String' : '';
  return `mutation ($letter: ID!${code}) { ${call} { id } }`;
}

function submitted(kind: string, place: string): LetterActs['submitted'] {
  const call = `submit${kind}Petition(${place} letter: $letter)`;
  return { by: 'li', mutation: `mutation ($letter: LetterInput!) { receipt: ${call} ${RECEIPT} }` };
}

const RECEIPT = '{ queryCode petition { id } }';
/** Of what comes from above, nobody is the petitioner by their account. */
const NOBODY = 'UNNNNNNNN';

/** R12, R17, R65, R66: who may judge a letter, speak about it and publish it. */
export const LETTER_ACTS: Record<string, LetterActs> = {
  mayor: {
    prefix: 'mayor',
    submitted: submitted('Mayor', ''),
    handledBy: HOUSING,
    rows: rowsOf('Mayor', 'bureau', {
      moderate: 'UFNDFFFFF',
      appeal: 'UDNNNNNNN',
      say: 'UDNDFFDFF',
      publish: 'UFNDFFFFF',
      resend: 'UFNIFFFFF',
    }),
  },
  districts: {
    prefix: 'district',
    submitted: submitted('District', `district: "${GUANGAN.replace('district:', '')}"`),
    handledBy: HOUSING,
    rows: rowsOf('District', 'guangan', {
      moderate: 'UFNFFDFFF',
      appeal: 'UDNNNNNNN',
      say: 'UDNFFDDFF',
      publish: 'UFNFFDFFF',
      resend: 'UFNFFIFFF',
    }),
  },
  departments: {
    prefix: 'department',
    submitted: submitted('Department', `department: "${HOUSING.replace('department:', '')}"`),
    handledBy: TRANSPORT,
    rows: rowsOf('Department', 'bureau', {
      moderate: 'UFNDFFFFF',
      appeal: 'UDNNNNNNN',
      say: 'UDNFFFDDF',
      publish: 'UFNDFFDFF',
      resend: 'UFNIFFIFF',
    }),
  },
  national: {
    prefix: 'national',
    submitted: {
      by: 'bureau',
      mutation: `mutation ($letter: LetterInput!, $number: String!) {
        receipt: submitNationalPetition(
          upstreamChannel: "governor-mailbox" upstreamNumber: $number letter: $letter
        ) ${RECEIPT} }`,
    },
    handledBy: HOUSING,
    rows: rowsOf('National', 'bureau', {
      moderate: 'UNNDFFFFF',
      appeal: NOBODY,
      say: 'UNNDFFDFF',
      publish: 'UNNDFFFFF',
      resend: 'UNNIFFFFF',
    }),
  },
};
