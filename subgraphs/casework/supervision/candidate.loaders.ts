import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { findCandidates, type Candidate } from './candidate.store.ts';

export interface CandidateLoaders {
  supervisionCandidates(wanted: { actor: Actor; now: Date; first: number }): Promise<Candidate[]>;
}

export function createCandidateLoaders(em: EntityManager): CandidateLoaders {
  return { supervisionCandidates: (wanted) => findCandidates(em.fork(), wanted) };
}
