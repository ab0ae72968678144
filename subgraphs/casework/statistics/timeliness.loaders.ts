import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../cases/case.scope.ts';
import type { MonthlyTimeliness } from '../generated/resolver-types.ts';
import { countMonthly, type Submitted } from './timeliness.store.ts';

export interface TimelinessLoaders {
  monthlyTimeliness(viewer: Viewer, submitted: Submitted): Promise<MonthlyTimeliness[]>;
}

export function createTimelinessLoaders(em: EntityManager): TimelinessLoaders {
  return { monthlyTimeliness: (viewer, submitted) => countMonthly(em, viewer, submitted) };
}
