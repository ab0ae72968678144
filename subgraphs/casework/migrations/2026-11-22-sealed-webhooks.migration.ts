import { Migration } from '@mikro-orm/migrations';

/** Only a process has the key: it seals what stands here on its first start, see kit/secrecy/reseal.ts. */
class SealedWebhooksMigration extends Migration {
  override up(): void {
    this.addSql('alter table webhook rename column secret to sealed');
  }
}

export const sealedWebhooksMigration = {
  name: '2026-11-22-sealed-webhooks',
  class: SealedWebhooksMigration,
};
