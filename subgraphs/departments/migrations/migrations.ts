import type { MigrationObject } from '@mikro-orm/core';
import { Migration0001Mailbox } from './migration-0001-mailbox.ts';
import { Migration0002Sealed } from './migration-0002-sealed.ts';
import { Migration0003AccessLog } from './migration-0003-access-log.ts';
import { ModerationMigration } from './2026-11-22-moderation.migration.ts';
import { AttachmentsMigration } from './2026-11-22-attachments.migration.ts';
import { NoticesMigration } from './2026-11-22-notices.migration.ts';
import { PublicVersionsMigration } from './2026-11-22-public-versions.migration.ts';
import { MessagesMigration } from './2026-11-22-messages.migration.ts';
import { NoticeFollowUpMigration } from './2026-11-22-notice-follow-up.migration.ts';
import { FetchedMailsMigration } from './2026-11-22-fetched-mails.migration.ts';
import { PutOffMailsMigration } from './2026-11-22-put-off-mails.migration.ts';

/** In the order in which they run; a name never changes once it has run anywhere. */
export const migrations: MigrationObject[] = [
  { name: 'migration-0001-mailbox', class: Migration0001Mailbox },
  { name: 'migration-0002-sealed', class: Migration0002Sealed },
  { name: 'migration-0003-access-log', class: Migration0003AccessLog },
  { name: '2026-11-22-moderation', class: ModerationMigration },
  { name: '2026-11-22-attachments', class: AttachmentsMigration },
  { name: '2026-11-22-notices', class: NoticesMigration },
  { name: '2026-11-22-public-versions', class: PublicVersionsMigration },
  { name: '2026-11-22-messages', class: MessagesMigration },
  { name: '2026-11-22-fetched-mails', class: FetchedMailsMigration },
  { name: '2026-11-22-notice-follow-up', class: NoticeFollowUpMigration },
  { name: '2026-11-22-put-off-mails', class: PutOffMailsMigration },
];
