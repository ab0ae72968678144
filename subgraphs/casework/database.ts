import type { MikroORM } from '@mikro-orm/postgresql';
import { openOrm } from '../kit/orm/open-orm.ts';
import type { Logger } from '../kit/process/log.ts';
import { AlertEntity } from './alerts/alert.entity.ts';
import { AssignmentEntity } from './assignments/assignment.entity.ts';
import { CaseEntity } from './cases/case.entity.ts';
import { DeadlineEntity } from './deadlines/deadline.entity.ts';
import { CaseEventEntity } from './events/case-event.entity.ts';
import { firstMigration } from './migrations/2026-11-22-first.migration.ts';
import { ReplyEntity } from './replies/reply.entity.ts';

/** Opens casework's own database schema, brought up to date; close with `orm.close()`. */
export function openCaseworkOrm(deps: { databaseUrl: string; log: Logger }): Promise<MikroORM> {
  return openOrm({
    ...deps,
    schema: 'casework',
    entities: [
      CaseEntity,
      AssignmentEntity,
      ReplyEntity,
      DeadlineEntity,
      AlertEntity,
      CaseEventEntity,
    ],
    migrations: [firstMigration],
  });
}
