import type { AlertLevel, CaseAct } from '../../../../clients/dashboard/generated/operations.ts';

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
    unansweredMessageAt: null,
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

/** A case of the worklist, whose number says by when it is due. */
function dueCase(number: number, state: string): Record<string, unknown> {
  const dueAt = new Date(Date.parse('2040-01-01T00:00:00Z') + number * 60_000).toISOString();
  return {
    ...caseOf(number),
    state,
    deadlines: [
      {
        id: `deadline-${number}`,
        kind: 'HANDLING',
        rule: 'HANDLING',
        dueOn: dueAt.slice(0, 10),
        dueAt,
        metAt: null,
        workingDaysLeft: 9,
      },
    ],
  };
}

/** A page of the worklist with these numbers' cases. */
export function casesOf(
  numbers: readonly number[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    totalCount: numbers.length,
    pageInfo: { hasNextPage: false, hasPreviousPage: false },
    edges: numbers.map((number) => ({
      cursor: String(number),
      node: { ...dueCase(number, 'ASSIGNED'), ...more },
    })),
  };
}

/** Something that happened to a case: a negative number's is concluded, or its message answered. */
export interface CaseHappening {
  number: number;
  act: CaseAct;
  /** Who did it, or was told. */
  unit: string;
}

/** To whom petitioners' messages are told, and who answers them instead. */
const TOLD_UNIT = 'department:housing';
export const OTHER_UNIT = 'district:511621';

export const isOfMessage = ({ act }: CaseHappening): boolean => act.startsWith('MESSAGE_');

/** What the city's log holds of a message, or of its answer. */
export function toldOfMessage(number: number): CaseHappening[] {
  if (number > 0) return [{ number, act: 'MESSAGE_WAITING', unit: TOLD_UNIT }];
  return [
    { number, act: 'MESSAGE_SENT', unit: OTHER_UNIT },
    { number, act: 'MESSAGE_ANSWERED', unit: TOLD_UNIT },
  ];
}

export function caseEvent(happening: CaseHappening, place: number): unknown {
  const { number, act } = happening;
  const at = new Date().toISOString();
  const isSaid = isOfMessage(happening);
  const state = isSaid ? 'ASSIGNED' : number < 0 ? 'CONCLUDED' : 'REPLIED';
  const node = {
    ...dueCase(Math.abs(number), state),
    unansweredMessageAt: isSaid && number > 0 ? at : null,
  };
  return { cursor: String(place), at, act, case: node };
}

/** The same, told to whoever follows that case. */
export function progressEvent({ act }: CaseHappening, place: number): unknown {
  return { cursor: String(place), at: new Date().toISOString(), act };
}

/** An alert of a case whose number is its place. */
export function alertEvent(level: AlertLevel, place: number): unknown {
  const row = dueCase(place, 'ASSIGNED');
  const at = new Date().toISOString();
  const alert = {
    id: `alert-${place}`,
    level,
    raisedAt: at,
    unit: { __typename: 'District', id: 'district:1', name: pick(UNITS, place) },
    deadline: (row.deadlines as unknown[])[0],
    case: row,
  };
  return { cursor: String(place), at, alert };
}
