import type { EntityManager } from '@mikro-orm/postgresql';
import type { GuessGuard } from '../kit/query-codes/guess-guard.ts';
import type { RequestContext } from '../kit/server/context.ts';
import { createAlertLoaders, type AlertLoaders } from './alerts/alert.loaders.ts';
import {
  createAssignmentLoaders,
  type AssignmentLoaders,
} from './assignments/assignment.loaders.ts';
import {
  createCommitmentLoaders,
  type CommitmentLoaders,
} from './commitments/commitment.loaders.ts';
import { createExampleLoaders, type ExampleLoaders } from './examples/example.loaders.ts';
import {
  createInspectionLoaders,
  type InspectionLoaders,
} from './inspections/inspection.loaders.ts';
import { createCaseLoaders, type CaseLoaders } from './cases/case.loaders.ts';
import { createDeadlineLoaders, type DeadlineLoaders } from './deadlines/deadline.loaders.ts';
import { createDossierLoaders, type DossierLoaders } from './dossier/dossier.loaders.ts';
import { createEventLoaders, type EventLoaders } from './events/event.loaders.ts';
import {
  createPolicyTimelinessLoaders,
  type PolicyTimelinessLoaders,
} from './policies/policy-timeliness.loaders.ts';
import {
  createPublicationLoaders,
  type PublicationLoaders,
} from './publications/publication.loaders.ts';
import { createModerationLoaders, type ModerationLoaders } from './moderation/moderation.store.ts';
import { createCandidateLoaders, type CandidateLoaders } from './supervision/candidate.loaders.ts';
import {
  createUnreadAlertLoaders,
  type UnreadAlertLoaders,
} from './unread/unread-alert.loaders.ts';
import { createRepeatLinkLoaders, type RepeatLinkLoaders } from './repeats/repeat-link.store.ts';
import { createReplyLoaders, type ReplyLoaders } from './replies/reply.loaders.ts';
import {
  createStatisticsLoaders,
  type StatisticsLoaders,
} from './statistics/statistics.loaders.ts';
import {
  createTimelinessLoaders,
  type TimelinessLoaders,
} from './statistics/timeliness.loaders.ts';

interface CaseworkLoaders
  extends
    CaseLoaders,
    UnreadAlertLoaders,
    AssignmentLoaders,
    ReplyLoaders,
    DeadlineLoaders,
    DossierLoaders,
    AlertLoaders,
    EventLoaders,
    StatisticsLoaders,
    TimelinessLoaders,
    PolicyTimelinessLoaders,
    CandidateLoaders,
    CommitmentLoaders,
    ExampleLoaders,
    InspectionLoaders,
    PublicationLoaders,
    RepeatLinkLoaders,
    ModerationLoaders {}

/** What every resolver of casework has. */
export interface CaseworkContext extends RequestContext {
  loaders: CaseworkLoaders;
  guesses: GuessGuard;
}

export function createLoaders(em: EntityManager): CaseworkLoaders {
  return {
    ...createCaseLoaders(em),
    ...createAssignmentLoaders(em),
    ...createReplyLoaders(em),
    ...createDeadlineLoaders(em),
    ...createDossierLoaders(em),
    ...createAlertLoaders(em),
    ...createEventLoaders(em),
    ...createStatisticsLoaders(em),
    ...createTimelinessLoaders(em),
    ...createPolicyTimelinessLoaders(em),
    ...createCandidateLoaders(em),
    ...createCommitmentLoaders(em),
    ...createExampleLoaders(em),
    ...createInspectionLoaders(em),
    ...createUnreadAlertLoaders(em),
    ...createPublicationLoaders(em),
    ...createRepeatLinkLoaders(em),
    ...createModerationLoaders(em),
  };
}
