import type { EntityManager } from '@mikro-orm/postgresql';
import type { MonthlyTimeliness } from '../generated/resolver-types.ts';
import { countMonthly, type Submitted } from './timeliness.store.ts';

export interface TimelinessLoaders {
  monthlyTimeliness(submitted: Submitted): Promise<MonthlyTimeliness[]>;
}

export function createTimelinessLoaders(em: EntityManager): TimelinessLoaders {
  return { monthlyTimeliness: (submitted) => countMonthly(em, submitted) };
}
