import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { createListLoader, createLoader } from '../../kit/loaders/batch-loader.ts';
import type { AlertRow } from './alert.entity.ts';
import { findAlerts, findAlertsOfCases } from './alert.store.ts';

export interface AlertLoaders {
  alertById: DataLoader<string, AlertRow | null>;
  alertsByCase: DataLoader<string, AlertRow[]>;
}

export function createAlertLoaders(em: EntityManager): AlertLoaders {
  return {
    alertById: createLoader(
      (ids) => findAlerts(em, ids),
      (row) => row.id,
    ),
    alertsByCase: createListLoader(
      (caseIds) => findAlertsOfCases(em, caseIds),
      (row) => row.caseId,
    ),
  };
}
