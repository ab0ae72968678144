import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../cases/case.scope.ts';
import { findAnsweredCases, type AnsweredCase } from './policy-timeliness.store.ts';

export interface PolicyTimelinessLoaders {
  answeredCases(viewer: Viewer): Promise<AnsweredCase[]>;
}

export function createPolicyTimelinessLoaders(em: EntityManager): PolicyTimelinessLoaders {
  return { answeredCases: (viewer) => findAnsweredCases(em, viewer) };
}
