import { readSubgraphSdl } from '../../../schema/sdl.ts';
import type { Fields, StubSubgraph } from '../stubs/stub-subgraph.ts';

/** The city's own SDL over fixed data: a worklist of 100 cases from all four mailboxes. */
const MAILBOXES = [
  { mailbox: 'MAYOR', typename: 'MayorPetition', prefix: 'mayor' },
  { mailbox: 'DISTRICT', typename: 'DistrictPetition', prefix: 'district:511602' },
  { mailbox: 'DEPARTMENT', typename: 'DepartmentPetition', prefix: 'department:gongan' },
  { mailbox: 'NATIONAL', typename: 'NationalPetition', prefix: 'national' },
] as const;
const DISTRICTS = ['511602', '511603', '511621', '511622', '511623', '511681'];
const DEPARTMENTS = ['gongan', 'jiaoyu', 'jiaotong', 'shuili', 'zhujian', 'minzheng'];
const SUBMITTED_AT = '2026-03-02T01:30:00.000Z';

const cases = Array.from({ length: 100 }, (_, index) => {
  const origin = MAILBOXES[index % MAILBOXES.length] ?? MAILBOXES[0];
  const number = String(index + 1).padStart(6, '0');
  const units = [
    { __typename: 'District', id: `district:${cycle(DISTRICTS, index)}` },
    { __typename: 'Department', id: `department:${cycle(DEPARTMENTS, index)}` },
  ];
  return {
    __typename: 'Case',
    id: `case:${number}`,
    registrationNumber: `GA2026${number}`,
    petition: {
      __typename: origin.typename,
      id: `${origin.prefix}:${number}`,
      handlingUnits: units.map(({ id }) => id),
    },
    mailbox: origin.mailbox,
    mailboxUnit: origin.mailbox === 'DISTRICT' ? units[0] : null,
    channel: 'ONLINE',
    type: 'COMPLAINT',
    state: 'ASSIGNED',
    submittedAt: SUBMITTED_AT,
    registeredAt: SUBMITTED_AT,
    handlingUnits: units,
    deadlines: ['ACCEPTANCE', 'HANDLING'].map((kind) => ({
      __typename: 'Deadline',
      id: `deadline:${number}:${kind}`,
      kind,
      dueOn: '2026-04-13',
      isOverdue: index % 7 === 0,
    })),
  };
});

export const PORTAL_SUBGRAPHS: Record<string, StubSubgraph> = {
  casework: {
    sdl: readSubgraphSdl('casework'),
    roots: { cases: ({ first, after }) => page(first as number, after) },
    entities: {},
  },
  mayor: mailbox('mayor', 'MayorPetition'),
  national: mailbox('national', 'NationalPetition'),
  districts: mailbox(
    'districts',
    'DistrictPetition',
    { District: ({ id }) => unit('District', id as string, '区') },
    // Our gateway asks which districts have a system of their own: here none has.
    { districtSystems: () => DISTRICTS.map((code) => ({ district: { code }, url: null })) },
  ),
  departments: mailbox('departments', 'DepartmentPetition', {
    Department: ({ id }) => unit('Department', id as string, '局'),
  }),
};

function page(first: number, after: unknown) {
  const start = after === null || after === undefined ? 0 : Number(after);
  const nodes = cases.slice(start, start + first);
  const edges = nodes.map((node, index) => ({ cursor: String(start + index + 1), node }));
  return {
    totalCount: cases.length,
    pageInfo: {
      hasNextPage: start + first < cases.length,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    edges,
  };
}

function mailbox(
  name: 'mayor' | 'districts' | 'departments' | 'national',
  typename: string,
  others: StubSubgraph['entities'] = {},
  roots: StubSubgraph['roots'] = {},
): StubSubgraph {
  return {
    sdl: readSubgraphSdl(name),
    roots,
    entities: { [typename]: (given) => petition(typename, given), ...others },
  };
}

/** The name is shown where the representation says that somebody handles the letter. */
function petition(typename: string, { id, handlingUnits }: Fields) {
  const isMasked = !Array.isArray(handlingUnits) || handlingUnits.length === 0;
  return {
    __typename: typename,
    id,
    title: `关于道路维修的来信 ${String(id).slice(-6)}`,
    petitioner: { __typename: 'Petitioner', kind: 'PERSON', name: '姚某某', isMasked },
  };
}

function unit(typename: string, id: string, suffix: string) {
  return { __typename: typename, id, code: id.split(':')[1], name: `${id}${suffix}` };
}

function cycle<T>(values: readonly T[], index: number): T {
  return values[index % values.length] as T;
}
