import type { Actor } from '../../../schema/contract/actor.ts';
import { notFound } from '../../kit/errors.ts';
import type { ActDeps } from '../act-deps.ts';
import { maySee } from '../cases/case.access.rules.ts';
import { CaseEntity, type CaseRow } from '../cases/case.entity.ts';
import { actOnCase, type HeldCase, type Keyed } from '../dossier/case-act.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { holdPetitioner } from '../registration/repeat.store.ts';
import { hasRepeats, holdLinks, insertRepeatLink, marksOf } from './repeat-link.store.ts';
import { checkFirst, checkLinkRepeat, checkUnlinkRepeat } from './repeat.rules.ts';

interface Unlink extends Keyed {
  caseId: string;
  reason: string;
}

interface Link extends Unlink {
  /** Registration number of the first one. */
  first: string;
}

/** Each resolves to the case's id. */
export interface RepeatCommands {
  linkRepeat: (actor: Actor, input: Link) => Promise<string>;
  unlinkRepeat: (actor: Actor, input: Unlink) => Promise<string>;
}

export function createRepeatCommands(deps: ActDeps): RepeatCommands {
  return {
    linkRepeat: (actor, input) =>
      actOnCase(deps, actor, { act: 'linkRepeat', input }, async (held) => {
        checkLinkRepeat(actor, held.dossier);
        const reason = checkText('reason', input.reason, NOTE_MAX_CHARS);
        const first = await findFirst(held, input.first);
        held.row.repeatOf = first.id;
        held.row.sameMatterAs = null;
        await note(held, { firstCaseId: first.id, isLinked: true, reason });
        await held.append('REPEAT_LINKED');
        return held.row.id;
      }),
    unlinkRepeat: (actor, input) =>
      actOnCase(deps, actor, { act: 'unlinkRepeat', input }, async (held) => {
        checkUnlinkRepeat(actor, held.dossier);
        const reason = checkText('reason', input.reason, NOTE_MAX_CHARS);
        await note(held, { firstCaseId: held.row.repeatOf ?? '', isLinked: false, reason });
        held.row.repeatOf = null;
        await held.append('REPEAT_UNLINKED');
        return held.row.id;
      }),
  };
}

/** @throws NOT_FOUND alike for what is not there and what the actor may not see */
async function findFirst(
  { em, actor, row }: HeldCase,
  registrationNumber: string,
): Promise<CaseRow> {
  await holdLinks(em);
  const marks = await marksOf(em, row.id);
  const { petitionerAccount = null } = row;
  await holdPetitioner(em, { petitionerAccount, petitionerMarks: marks });
  const first = await em.findOne(CaseEntity, { registrationNumber }, { disableIdentityMap: true });
  if (!first || !maySee(actor, first)) throw notFound('first', registrationNumber);
  const known = new Set(marks);
  checkFirst(row, first, {
    hasRepeats: await hasRepeats(em, row.id),
    sharesMark: (await marksOf(em, first.id)).some((mark) => known.has(mark)),
  });
  return first;
}

function note(
  { em, actor, row, unitId, at }: HeldCase,
  link: { firstCaseId: string; isLinked: boolean; reason: string },
): Promise<void> {
  return insertRepeatLink(em, {
    ...{ caseId: row.id, role: actor.role, unitId, account: actor.id, at },
    ...link,
  });
}
