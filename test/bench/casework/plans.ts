import type { EntityManager } from '@mikro-orm/postgresql';
import { takeDueDeadlines } from '../../../subgraphs/casework/alerts/alert.store.ts';
import { countCases, searchCases } from '../../../subgraphs/casework/cases/case.store.ts';
import { openCaseworkOrm } from '../../../subgraphs/casework/database.ts';
import type {
  CaseFilter,
  CaseOrder,
} from '../../../subgraphs/casework/generated/resolver-types.ts';
import { toGrouping } from '../../../subgraphs/casework/statistics/grouping.rules.ts';
import { MEASURE_NAMES } from '../../../subgraphs/casework/statistics/measure.rules.ts';
import { countParts } from '../../../subgraphs/casework/statistics/ranking.store.ts';
import { countedSearch } from '../../../subgraphs/casework/statistics/statistics.loaders.ts';
import { countRows } from '../../../subgraphs/casework/statistics/statistics.store.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import { createVault } from '../../../subgraphs/kit/secrecy/vault.ts';
import { BENCH_KEYS } from './bench-keys.ts';
import { PROFILE } from './generate/shape.ts';
import { WORKERS, WORKLISTS } from './worklist.ts';

export interface Plan {
  name: string;
  /** As EXPLAIN (ANALYZE, BUFFERS) tells it. */
  text: string;
}

/** How PostgreSQL answers the queries that were timed: the stores' own SQL with EXPLAIN before it. */
export async function explainAll(databaseUrl: string, now: Date): Promise<Plan[]> {
  const orm = await openCaseworkOrm({
    databaseUrl,
    vault: createVault(BENCH_KEYS),
    log: createLog('casework', 'warn'),
  });
  const { policies } = await loadProfile(PROFILE);
  const plans: Plan[] = [];
  const explain = async (name: string, ask: (em: EntityManager) => Promise<unknown>) => {
    const em = orm.em.fork();
    await em.begin();
    const said = explaining(em);
    await ask(said.em);
    plans.push({ name, text: said.plans.join('\n\n') });
    await em.rollback();
  };
  try {
    for (const [who, actor] of Object.entries(WORKERS)) {
      for (const { name, variables } of WORKLISTS) {
        const search = { actor, filter: variables.filter as CaseFilter, now };
        const order = variables.orderBy as CaseOrder;
        await explain(`${who}: ${name}`, (em) =>
          searchCases(em, search, { order, after: null, limit: 26 }),
        );
      }
      const states = ['REGISTERED', 'ACCEPTED', 'ASSIGNED'] as const;
      await explain(`${who}: how many are open`, (em) =>
        countCases(em, { actor, filter: { states: [...states] }, now }),
      );
      const search = { actor, filter: {}, now };
      const month = { from: '2026-10-01', to: '2026-10-31', search };
      await explain(`${who}: every figure of a month`, (em) =>
        countRows(em, month, MEASURE_NAMES, null),
      );
      await explain(`${who}: a month by unit`, (em) =>
        countRows(em, month, ['RECEIVED', 'ON_TIME', 'LATE'], toGrouping(policies, month, 'UNIT')),
      );
      await explain(`${who}: the cases behind a figure`, (em) =>
        searchCases(em, countedSearch(policies, month, { row: null, measure: 'LATE' }), {
          order: 'SUBMITTED_AT_DESC',
          after: null,
          limit: 26,
        }),
      );
      await explain(`${who}: ranking of units`, (em) => countParts(em, month));
    }
    await explain('sweep: the next 500 due', (em) => takeDueDeadlines(em, now, 500));
  } finally {
    await orm.close();
  }
  return plans;
}

/** An entity manager that explains what it is asked to run, and finds nothing. */
function explaining(em: EntityManager): { em: EntityManager; plans: string[] } {
  const plans: string[] = [];
  const execute = async (sql: string, params: unknown[]) => {
    const rows = await em.execute<{ 'QUERY PLAN': string }[]>(
      `explain (analyze, buffers, costs off) ${sql}`,
      params,
    );
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    return [];
  };
  return { em: { execute } as unknown as EntityManager, plans };
}
