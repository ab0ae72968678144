import type { Actor } from '../../../schema/contract/actor.ts';
import type { Subject } from './subject.ts';
import { timed, type Timing } from './timing.ts';

const GOAL_MS = 30;

/** What a dashboard's worklist shows of each case. */
const CASE = `id registrationNumber state type submittedAt handlingUnits { id } mailboxUnit { id }
  assignments { state unit { id } } deadlines { kind rule dueOn isOverdue }`;

const PAGE = `query ($orderBy: CaseOrder!, $filter: CaseFilter, $after: String) {
  cases(first: 25, orderBy: $orderBy, filter: $filter, after: $after) {
    pageInfo { endCursor hasNextPage } edges { node { ${CASE} } } } }`;
const COUNT = `query ($filter: CaseFilter) { cases(first: 1, filter: $filter) { totalCount } }`;

const OPEN = { states: ['REGISTERED', 'ACCEPTED', 'ASSIGNED'] };

export const WORKERS: Record<string, Actor> = {
  'city bureau': { role: 'CITY_BUREAU', id: 'bench', unit: null },
  'a district': { role: 'DISTRICT_BUREAU', id: 'bench', unit: 'district:511621' },
  'a department': { role: 'DEPARTMENT', id: 'bench', unit: 'department:housing' },
  'a small department': { role: 'DEPARTMENT', id: 'bench', unit: 'department:housing-fund' },
};

export const WORKLISTS: readonly { name: string; variables: Record<string, unknown> }[] = [
  { name: 'open cases, soonest due', variables: { orderBy: 'DUE_AT_ASC', filter: OPEN } },
  { name: 'overdue cases', variables: { orderBy: 'DUE_AT_ASC', filter: { isOverdue: true } } },
  { name: 'newest cases', variables: { orderBy: 'REGISTERED_AT_DESC', filter: {} } },
  {
    name: 'newest complaints answered',
    variables: {
      orderBy: 'SUBMITTED_AT_DESC',
      filter: { types: ['COMPLAINT'], states: ['REPLIED', 'CONCLUDED', 'ARCHIVED'] },
    },
  },
];

/** Pages of worklists, the first and those that follow, by everybody who has one. */
export async function timeWorklists(subject: Subject, runs: number): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const [who, actor] of Object.entries(WORKERS)) {
    for (const { name, variables } of WORKLISTS) {
      let after: string | null = null;
      const turn = async () => {
        const { cases } = (await subject.ask(actor, PAGE, { ...variables, after })) as unknown as {
          cases: { pageInfo: { endCursor: string | null; hasNextPage: boolean } };
        };
        after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
      };
      timings.push(
        await timed({ name: `${who}: ${name}, page by page`, runs, goalMs: GOAL_MS }, turn),
      );
    }
    const count = (filter: object) => () => subject.ask(actor, COUNT, { filter });
    timings.push(
      await timed({ name: `${who}: how many are open`, runs, goalMs: GOAL_MS }, count(OPEN)),
      await timed({ name: `${who}: how many there are`, runs: 20, goalMs: null }, count({})),
    );
  }
  return timings;
}
