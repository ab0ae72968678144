import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../../kit/errors.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';

/** R35, R67: assessment is the city bureau's alone, of what is closed and not yet archived, once (R92). */
export function checkExample(actor: Actor, { row, examples }: Dossier): void {
  if (actor.role !== 'CITY_BUREAU') throw forbidden('hold this case up as an example');
  requireState(row.state, 'RECORD_EXAMPLE', ['CONCLUDED']);
  if (examples.length === 0) return;
  throw illegalMove(row.state, 'RECORD_EXAMPLE', [], 'R35: this case is an example already.');
}
