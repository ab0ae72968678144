import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnRecord, type Keyed } from '../dossier/case-act.ts';
import { checkCircularText, type CircularText } from '../urges/urge.commands.ts';
import { checkCirculation } from './supervision.rules.ts';

interface Circulate extends Keyed, CircularText {
  supervisionId: string;
}

/** R33: what a supervision found is made known, with recommendations; resolves to the case's id. */
export type CirculateSupervision = (actor: Actor, input: Circulate) => Promise<string>;

export function createCirculateSupervision(deps: ActDeps): CirculateSupervision {
  const onSupervision = {
    act: 'circulateSupervision',
    name: 'supervisions',
    argument: 'supervisionId',
  } as const;
  return (actor, input) =>
    actOnRecord(deps, actor, { ...onSupervision, input }, async (held, supervision) => {
      checkCirculation(actor, held.dossier, supervision);
      const { at: issuedAt, unitId: issuedBy } = held;
      const { id: supervisionId } = supervision;
      held.add('circulars', { supervisionId, ...checkCircularText(input), issuedBy, issuedAt });
      await held.append('CIRCULAR_ISSUED');
      return held.row.id;
    });
}
