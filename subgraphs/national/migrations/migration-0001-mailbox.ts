import { Migration } from '@mikro-orm/migrations';
import { mailboxTables } from '../../kit/mailbox/mailbox-tables.ts';

export class Migration0001Mailbox extends Migration {
  override up(): void {
    for (const statement of mailboxTables) this.addSql(statement);
    this.addSql('alter table petition add column upstream_channel text not null');
    this.addSql('alter table petition add column upstream_number text not null');
    // Each channel counts for itself, so a number alone says nothing.
    this.addSql(
      'create unique index petition_upstream on petition (upstream_channel, upstream_number)',
    );
  }
}
