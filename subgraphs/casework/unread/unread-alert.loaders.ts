import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { createLoader } from '../../kit/loaders/batch-loader.ts';
import type { UnreadAlertRow } from './unread-alert.entity.ts';
import { findUnreadAlerts, searchUnreadAlerts } from './unread-alert.store.ts';

export interface UnreadAlertLoaders {
  unreadAlertById: DataLoader<string, UnreadAlertRow | null>;
  /** @param units null for all */
  unreadAlerts: (
    units: readonly string[] | null,
    day: string | null,
    first: number,
  ) => Promise<UnreadAlertRow[]>;
}

export function createUnreadAlertLoaders(em: EntityManager): UnreadAlertLoaders {
  return {
    unreadAlertById: createLoader(
      (ids) => findUnreadAlerts(em, ids),
      (row) => row.id,
    ),
    unreadAlerts: (units, day, first) => searchUnreadAlerts(em, units, day, first),
  };
}
