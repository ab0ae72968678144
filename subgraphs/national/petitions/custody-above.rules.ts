import { badUserInput } from '../../kit/errors.ts';
import { checkText } from '../../kit/mailbox/petition.rules.ts';
import type { CustodyAbove } from './petition.entity.ts';

const BUREAU_MAX_CHARS = 100;
const MAX_STATIONS = 20;

interface Station {
  bureau: string;
  at: Date;
}

/**
 * R29: the way of a matter before it came to us, in order and in the past.
 * @throws BAD_USER_INPUT naming `argument`
 */
export function checkCustody(
  argument: string,
  stations: readonly Station[],
  now: Date,
): CustodyAbove[] {
  if (stations.length > MAX_STATIONS)
    throw badUserInput(argument, `at most ${MAX_STATIONS} offices`, `${stations.length}`);
  return stations.map(({ bureau, at }, index) => {
    const before = stations[index - 1];
    if (at > now || (before && before.at > at))
      throw badUserInput(`${argument}.${index}.at`, 'times in order, none to come', 'another');
    const name = checkText(`${argument}.${index}.bureau`, bureau, BUREAU_MAX_CHARS);
    return { bureau: name, at: at.toISOString() };
  });
}
