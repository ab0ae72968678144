import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import { requireOwner } from '../cases/case.access.rules.ts';
import { requireState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';

const SEPARATOR = '/';

/** R26, R95: whoever answers for the case says what it is about, until it is archived (R92). */
export function checkClassification(actor: Actor, { row }: Dossier): void {
  requireOwner(actor, row, 'classify this case');
  requireState(row.state, 'CLASSIFY', [
    'REGISTERED',
    'ACCEPTED',
    'DECLINED',
    'ASSIGNED',
    'REPLIED',
    'FIRST_REVIEWED',
    'SECOND_REVIEWED',
    'CONCLUDED',
  ]);
}

/** @throws BAD_USER_INPUT unless the profile lists the category */
export function checkCategory(
  { categories }: Pick<Profile, 'categories'>,
  path: readonly string[],
): string {
  const known = knownCategory({ categories }, path);
  if (known !== null) return known;
  throw badUserInput('category', 'a path that `categories` lists', 'another one');
}

/** A category as it is stored; null where the profile does not list it. */
export function knownCategory(
  { categories }: Pick<Profile, 'categories'>,
  path: readonly string[],
): string | null {
  const wanted = path.join(SEPARATOR);
  return categories.some((known) => known.join(SEPARATOR) === wanted) ? wanted : null;
}

/** A stored category as the wire has it. */
export function toPath(category: string): string[] {
  return category.split(SEPARATOR);
}
