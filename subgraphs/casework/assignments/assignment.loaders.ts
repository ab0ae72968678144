import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { createListLoader, createLoader } from '../../kit/loaders/batch-loader.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import { findAssignmentsBy } from './assignment.store.ts';

export interface AssignmentLoaders {
  assignmentById: DataLoader<string, AssignmentRow | null>;
  /** In order of issue. */
  assignmentsByCase: DataLoader<string, AssignmentRow[]>;
}

export function createAssignmentLoaders(em: EntityManager): AssignmentLoaders {
  return {
    assignmentById: createLoader(
      (ids) => findAssignmentsBy(em, 'id', ids),
      (row) => row.id,
    ),
    assignmentsByCase: createListLoader(
      (ids) => findAssignmentsBy(em, 'caseId', ids),
      (row) => row.caseId,
    ),
  };
}
