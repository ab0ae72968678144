import type { EntityManager } from '@mikro-orm/postgresql';
import { findAnsweredCases, type AnsweredCase } from './policy-timeliness.store.ts';

export interface PolicyTimelinessLoaders {
  answeredCases(): Promise<AnsweredCase[]>;
}

export function createPolicyTimelinessLoaders(em: EntityManager): PolicyTimelinessLoaders {
  return { answeredCases: () => findAnsweredCases(em) };
}
