import { Migration } from '@mikro-orm/migrations';

class WebhooksMigration extends Migration {
  override up(): void {
    this.addSql(`
      create table webhook (
        id text primary key,
        url text not null,
        kinds text[],
        secret text not null,
        state text not null check (state in ('ACTIVE', 'SUSPENDED')),
        xid xid8 not null,
        seq bigint not null,
        created_at timestamptz(3) not null,
        created_by text not null,
        failing_since timestamptz(3),
        failed_attempts int not null,
        last_error text,
        suspended_at timestamptz(3),
        next_attempt_at timestamptz(3) not null,
        leased_until timestamptz(3),
        check ((state = 'SUSPENDED') = (suspended_at is not null))
      )`);
  }
}

export const webhooksMigration = { name: '2026-11-22-webhooks', class: WebhooksMigration };
