import type { CaseRow } from '../cases/case.entity.ts';
import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import type { Language } from '../deadlines/explanation-text.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { NextStepKind } from '../generated/resolver-types.ts';
import { answerDeadline } from './status.rules.ts';

/** What a letter waits for, whose turn it is and by when. */
export interface Coming {
  kind: NextStepKind;
  units: readonly string[];
  dueOn: string | null;
}

type Known = Pick<Dossier, 'bureau' | 'moderation'> & {
  row: CaseRow;
  deadlines: readonly Pick<DeadlineRow, 'kind' | 'dueOn' | 'metAt'>[];
  hasReviews: boolean;
};

/** Units it was given to; until then whoever has the mailbox. */
export function handlersOf({ row, bureau }: Pick<Known, 'row' | 'bureau'>): string[] {
  if (row.handlingUnits.length > 0) return row.handlingUnits;
  const owner = row.mailboxUnit ?? bureau;
  return owner ? [owner] : [];
}

/** Null once nothing comes any more: refused, or archived. */
export function nextStep(known: Known): Coming | null {
  const { row, moderation, bureau, hasReviews } = known;
  if (moderation?.state === 'HELD' || moderation?.state === 'APPEALED')
    return { kind: 'CONTENT_CHECK', units: [], dueOn: null };
  const owner = row.mailboxUnit ?? bureau;
  const byOwner = (kind: NextStepKind, dueOn: string | null = null): Coming => ({
    kind,
    units: owner ? [owner] : [],
    dueOn,
  });
  switch (row.state) {
    case 'REGISTERED':
      return byOwner('ACCEPTANCE', acceptanceDueOn(known));
    case 'ACCEPTED':
    case 'ASSIGNED':
      return { kind: 'ANSWER', units: handlersOf(known), dueOn: answerDueOn(known) };
    case 'REPLIED':
      return byOwner(hasReviews ? 'REVIEW' : 'CONCLUSION');
    case 'FIRST_REVIEWED':
      return byOwner('REVIEW');
    case 'SECOND_REVIEWED':
      return byOwner('CONCLUSION');
    case 'CONCLUDED':
      return byOwner('ARCHIVE');
    case 'DECLINED':
    case 'ARCHIVED':
      return null;
  }
}

function acceptanceDueOn({ deadlines }: Known): string | null {
  return deadlines.find(({ kind, metAt }) => kind === 'ACCEPTANCE' && !metAt)?.dueOn ?? null;
}

function answerDueOn({ deadlines }: Known): string | null {
  return answerDeadline(deadlines)?.dueOn ?? null;
}

const SENTENCES: Readonly<Record<NextStepKind, Record<Language, string>>> = {
  CONTENT_CHECK: {
    ZH: '来信正在内容审核，审核通过后继续办理。',
    EN: 'The letter is being checked; it goes on once it is released.',
  },
  ACCEPTANCE: {
    ZH: '正在决定是否受理。',
    EN: 'It is being decided whether the letter is accepted.',
  },
  ANSWER: {
    ZH: '已受理，承办单位正在办理，办理后答复。',
    EN: 'The letter is being handled; an answer follows.',
  },
  REVIEW: {
    ZH: '已答复，答复正在审核。',
    EN: 'There is an answer, which is being reviewed.',
  },
  CONCLUSION: {
    ZH: '已答复，等待办结。',
    EN: 'There is an answer; the case is about to be concluded.',
  },
  ARCHIVE: { ZH: '已办结，等待归档。', EN: 'Concluded; the case is about to be archived.' },
};

/** For the petitioner, who is promised nothing that is not decided. */
export function describeNextStep({ kind }: Coming, language: Language): string {
  return SENTENCES[kind][language];
}
