import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, type Keyed } from '../dossier/case-act.ts';
import type { ExampleKind } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkExample } from './example.rules.ts';

interface Example extends Keyed {
  caseId: string;
  kind: ExampleKind;
  note: string;
}

/** Resolves to the case's id. */
export type RecordExample = (actor: Actor, input: Example) => Promise<string>;

export function createRecordExample(deps: ActDeps): RecordExample {
  return (actor, input) =>
    actOnCase(deps, actor, { act: 'recordExample', input }, async (held) => {
      checkExample(actor, held.dossier);
      const note = checkText('note', input.note, NOTE_MAX_CHARS);
      held.add('examples', { kind: input.kind, note, recordedAt: held.at });
      await held.append('EXAMPLE_RECORDED');
      return held.row.id;
    });
}
