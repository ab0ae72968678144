import { Migration } from '@mikro-orm/migrations';
import { guessTable } from '../../kit/query-codes/guess-table.ts';

class QueryCodeGuessesMigration extends Migration {
  override up(): void {
    for (const statement of guessTable) this.addSql(statement);
  }
}

export const queryCodeGuessesMigration = {
  name: '2026-11-22-query-code-guesses',
  class: QueryCodeGuessesMigration,
};
