import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, type Keyed } from '../dossier/case-act.ts';
import type { ExampleKind } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkExample, checkShowcase, requireAnonymous } from './example.rules.ts';

const TITLE_MAX_CHARS = 100;

interface Example extends Keyed {
  caseId: string;
  kind: ExampleKind;
  note: string;
}

interface Showcase extends Keyed {
  caseId: string;
  title: string;
  story: string;
}

/** Each resolves to the case's id. */
export interface ExampleCommands {
  recordExample: (actor: Actor, input: Example) => Promise<string>;
  showcaseExample: (actor: Actor, input: Showcase) => Promise<string>;
}

export function createExampleCommands(deps: ActDeps): ExampleCommands {
  return {
    recordExample: (actor, input) =>
      actOnCase(deps, actor, { act: 'recordExample', input }, async (held) => {
        checkExample(actor, held.dossier);
        const note = checkText('note', input.note, NOTE_MAX_CHARS);
        held.add('examples', { kind: input.kind, note, recordedAt: held.at });
        await held.append('EXAMPLE_RECORDED');
        return held.row.id;
      }),
    showcaseExample: (actor, input) =>
      actOnCase(deps, actor, { act: 'showcaseExample', input }, async (held) => {
        const example = checkShowcase(actor, held.dossier);
        const title = checkText('title', input.title, TITLE_MAX_CHARS);
        const story = checkText('story', input.story, NOTE_MAX_CHARS);
        requireAnonymous('title', title, held.row);
        requireAnonymous('story', story, held.row);
        Object.assign(example, { title, story, showcasedAt: held.at });
        await held.append('EXAMPLE_SHOWCASED');
        return held.row.id;
      }),
  };
}
