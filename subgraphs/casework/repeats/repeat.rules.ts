import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import { requireOwner } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { illegalMove, requireState, type CaseState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';

/** Until it is archived (R92). */
const OPEN_TO_LINKS: readonly CaseState[] = [
  'REGISTERED',
  'ACCEPTED',
  'DECLINED',
  'ASSIGNED',
  'REPLIED',
  'FIRST_REVIEWED',
  'SECOND_REVIEWED',
  'CONCLUDED',
];

/** R34, R40: whoever answers for a case says that it repeats an earlier one. */
export function checkLinkRepeat(actor: Actor, { row }: Dossier): void {
  requireOwner(actor, row, 'link this case to an earlier one');
  requireState(row.state, 'LINK_REPEAT', OPEN_TO_LINKS);
  if (!row.repeatOf) return;
  throw illegalMove(
    row.state,
    'LINK_REPEAT',
    ['UNLINK_REPEAT'],
    'R34: this case is a repeat already.',
  );
}

/** R34: a link that was made by hand or by the text alone may be wrong. */
export function checkUnlinkRepeat(actor: Actor, { row }: Dossier): void {
  requireOwner(actor, row, 'unlink this case from the first one');
  requireState(row.state, 'UNLINK_REPEAT', OPEN_TO_LINKS);
  if (row.repeatOf) return;
  throw illegalMove(row.state, 'UNLINK_REPEAT', ['LINK_REPEAT'], 'R34: this case is no repeat.');
}

/** What two cases tell of whether one person wrote both. */
interface Kinship {
  /** The later one is the first of others. */
  hasRepeats: boolean;
  /** Some mark of their petitioners is the same. */
  sharesMark: boolean;
}

/**
 * The first of a flow is its earliest registration, so that no flow runs in a circle; and of two
 * accounts without a mark in common it is known that two people wrote.
 * @throws BAD_USER_INPUT, or ILLEGAL_MOVE where the case has repeats of its own
 */
export function checkFirst(
  row: CaseRow,
  first: CaseRow,
  { hasRepeats, sharesMark }: Kinship,
): void {
  if (!isBefore(first, row))
    throw badUserInput('first', 'a case that was registered before this one', 'a later one');
  if (first.repeatOf)
    throw badUserInput('first', 'the first registration of its matter', 'a repeat of another one');
  const isStranger =
    row.petitionerAccount &&
    first.petitionerAccount &&
    row.petitionerAccount !== first.petitionerAccount;
  if (isStranger && !sharesMark)
    throw badUserInput('first', 'a case of the same petitioner', "another petitioner's");
  if (hasRepeats)
    throw illegalMove(row.state, 'LINK_REPEAT', [], 'R34: unlink the repeats of this case first.');
}

function isBefore(one: CaseRow, other: CaseRow): boolean {
  const [oneAt, otherAt] = [one.registeredAt.getTime(), other.registeredAt.getTime()];
  return oneAt < otherAt || (oneAt === otherAt && one.id < other.id);
}
