import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { createListLoader } from '../../kit/loaders/batch-loader.ts';
import type { CaseEventRow } from './case-event.entity.ts';
import { findEventsOfCases } from './event-log.store.ts';

export interface EventLoaders {
  /** In the order of the log. */
  eventsByCase: DataLoader<string, CaseEventRow[]>;
}

export function createEventLoaders(em: EntityManager): EventLoaders {
  return {
    eventsByCase: createListLoader(
      (caseIds) => findEventsOfCases(em, caseIds),
      (row) => row.caseId ?? '',
    ),
  };
}
