export interface LiveAssignment {
  /** From 1 on, also its place in the log. */
  number: number;
  /** When it was issued. */
  at: string;
}

const UNITS = ['岳池县', '武胜县', '邻水县', '市住房和城乡建设局', '市交通运输局'];
const TITLES = [
  '小区门口路灯不亮',
  '施工噪音扰民',
  '农民工工资拖欠',
  '道路积水无人处理',
  '垃圾清运不及时',
];

const pick = (from: readonly string[], number: number): string => from[number % from.length]!;

/** An assignment with all that a board shows of it. */
function assignmentOf(number: number, issuedAt: string): Record<string, unknown> {
  return {
    __typename: 'Referral',
    id: `assignment-${number}`,
    state: 'ISSUED',
    issuedAt,
    isLead: false,
    unit: { __typename: 'District', id: `district:${number % 5}`, name: pick(UNITS, number) },
    case: caseOf(number),
  };
}

function caseOf(number: number): Record<string, unknown> {
  return {
    id: `case-${number}`,
    registrationNumber: `GA-2026-${String(number).padStart(6, '0')}`,
    mailbox: 'MAYOR',
    type: 'HELP',
    state: 'ASSIGNED',
    submittedAt: '2026-03-02T01:00:00.000Z',
    isImportant: false,
    handlingUnits: [],
    deadlines: [],
    petition: {
      __typename: 'MayorPetition',
      id: `mayor:${number}`,
      title: pick(TITLES, number),
      signatoryCount: 1,
    },
  };
}

export function assignmentEvent({ number, at }: LiveAssignment, place: number): unknown {
  return { cursor: String(place), at, assignment: assignmentOf(number, at) };
}
