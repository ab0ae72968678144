import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { createListLoader, createLoader } from '../../kit/loaders/batch-loader.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import {
  findDeadlines,
  findDeadlinesOfAssignments,
  findDeadlinesOfCases,
  findExtensions,
  findPauses,
} from './deadline.store.ts';
import type { ExtensionRow } from './extension.entity.ts';
import type { PauseRow } from './pause.entity.ts';

export interface DeadlineLoaders {
  deadlineById: DataLoader<string, DeadlineRow | null>;
  /** Soonest first. */
  deadlinesByCase: DataLoader<string, DeadlineRow[]>;
  deadlineByAssignment: DataLoader<string, DeadlineRow | null>;
  /** In the order they were granted. */
  extensionsByDeadline: DataLoader<string, ExtensionRow[]>;
  pausesByDeadline: DataLoader<string, PauseRow[]>;
}

export function createDeadlineLoaders(em: EntityManager): DeadlineLoaders {
  return {
    deadlineById: createLoader(
      (ids) => findDeadlines(em, ids),
      (row) => row.id,
    ),
    deadlinesByCase: createListLoader(
      (caseIds) => findDeadlinesOfCases(em, caseIds),
      (row) => row.caseId,
    ),
    deadlineByAssignment: createLoader(
      (assignmentIds) => findDeadlinesOfAssignments(em, assignmentIds),
      (row) => row.assignmentId ?? '',
    ),
    extensionsByDeadline: createListLoader(
      (ids) => findExtensions(em, ids),
      (row) => row.deadlineId,
    ),
    pausesByDeadline: createListLoader(
      (ids) => findPauses(em, ids),
      (row) => row.deadlineId,
    ),
  };
}
